# Many directories with a flake in one call of Nix, each evaluated with stand-ins for the inputs of flakes: for each host
# what the options of it say, or null where it does not evaluate. The stand-ins have the form of what they stand for, and
# as much of it as hosts need.
{ directories }:
let
  lib = import ../../../nix/sandbox/channel/lib;
  inherit (lib) types mkOption;

  package = name: {
    type = "derivation";
    inherit name;
    outPath = "/nix/store/00000000000000000000000000000000-${name}";
  };
  pkgs =
    lib.genAttrs [ "htop" "git" "wget" "vim" ] package
    // {
      inherit lib;
      path = ../../../nix/sandbox/channel;
      extra.jq = package "jq";
    };

  option = type: default: mkOption { inherit type default; description = ""; };
  service.options = {
    enable = option types.bool false;
    port = option types.int 80;
  };
  base.options = {
    environment.systemPackages = option (types.listOf types.package) [ ];
    networking.domain = option (types.nullOr types.str) null;
    networking.firewall.allowedTCPPorts = option (types.listOf types.int) [ ];
    networking.hostName = option types.str "nixos";
    networking.nameservers = option (types.listOf types.str) [ ];
    nixpkgs.hostPlatform = option types.str "x86_64-linux";
    services = option (types.attrsOf (types.submodule service)) { };
    system.stateVersion = option types.str "25.11";
    time.timeZone = option (types.nullOr types.str) null;
  };

  nixosSystem =
    {
      modules,
      specialArgs ? { },
      ...
    }:
    let
      host = lib.evalModules {
        specialArgs = { modulesPath = "/nixpkgs/nixos/modules"; } // specialArgs;
        modules = [ base { _module.args.pkgs = pkgs; } ] ++ modules;
      };
      args = host._module.args // { inherit modules; };
    in
    host // { _module = host._module // { inherit args; }; };

  namesIn = directory: builtins.attrNames (builtins.readDir directory);
  isDirectory = directory: name: (builtins.readDir directory).${name} == "directory";
  directoriesIn = directory: builtins.filter (isDirectory directory) (namesIn directory);
  filesBelow =
    directory:
    builtins.concatMap (
      name:
      if isDirectory directory name then
        filesBelow (directory + "/${name}")
      else if lib.hasSuffix ".nix" name then
        [ (directory + "/${name}") ]
      else
        [ ]
    ) (namesIn directory);
  whereThere = path: if builtins.pathExists path then [ path ] else [ ];

  makeExtensible =
    f:
    let
      self = f self;
    in
    self // { extend = layer: makeExtensible (this: f this // layer this (f this)); };
  composeManyExtensions =
    layers: self: prev:
    builtins.foldl' (made: layer: made // layer self (prev // made)) { } layers;

  fullLib = lib // {
    inherit composeManyExtensions makeExtensible nixosSystem;
    filesystem.listFilesRecursive = filesBelow;
  };

  # A module system of values without types: sets are merged by name, lists are joined.
  mergeAll =
    values:
    if builtins.length values == 1 then
      builtins.head values
    else if builtins.all builtins.isList values then
      builtins.concatLists values
    else if builtins.all builtins.isAttrs values then
      builtins.zipAttrsWith (_: mergeAll) values
    else
      { imports = values; };
  collect =
    args: module:
    let
      read = if builtins.isPath module || builtins.isString module then import module else module;
      set = if builtins.isFunction read then read args else read;
      own = if set ? config then set.config else builtins.removeAttrs set [ "imports" "options" ];
    in
    [ own ] ++ builtins.concatMap (collect args) (set.imports or [ ]);

  flakeParts =
    { inputs, specialArgs ? { } }:
    module:
    let
      config = mergeAll (collect args module);
      args = specialArgs // {
        inherit inputs config;
        inherit (inputs) self;
        lib = fullLib;
        withSystem = system: act: act { inherit system pkgs; };
      };
      clan = clanFlake (config.clan or { } // { inherit (inputs) self; });
    in
    (config.flake or { })
    // (
      if config ? partitionedAttrs then
        flakeParts { inherit inputs specialArgs; } config.partitions.${config.partitionedAttrs.nixosConfigurations}.module
      else
        { }
    )
    // (
      if config ? configurations then
        { nixosConfigurations = builtins.mapAttrs (_: nixosSystem) config.configurations.nixos; }
      else
        { }
    )
    // (if config ? lite-config then liteFlake (config.lite-config { inherit lib; }) else { })
    // (if config ? clan then { inherit (clan) nixosConfigurations; } else { })
    // (if config ? ezConfigs then ezFlake config.ezConfigs else { })
    // (if config ? easy-hosts then easyFlake config.easy-hosts else { });

  clanFlake =
    { self, machines ? { }, specialArgs ? { }, ... }:
    let
      names = lib.unique (builtins.attrNames machines ++ directoriesIn (self.outPath + "/machines"));
    in
    {
      nixosConfigurations = lib.genAttrs names (
        name:
        nixosSystem {
          inherit specialArgs;
          modules =
            whereThere (self.outPath + "/machines/${name}/configuration.nix") ++ [ (machines.${name} or { }) ];
        }
      );
    };

  ezFlake =
    { root, ... }:
    {
      nixosConfigurations = builtins.listToAttrs (
        map (name: {
          name = lib.removeSuffix ".nix" name;
          value = nixosSystem {
            modules = [ (root + "/nixos-configurations/${name}") ] ++ whereThere (root + "/nixos-modules/default.nix");
          };
        }) (namesIn (root + "/nixos-configurations"))
      );
    };

  liteFlake =
    { hosts, hostModuleDir, systemModules ? [ ], ... }:
    {
      nixosConfigurations = builtins.mapAttrs (
        name: _: nixosSystem { modules = [ (hostModuleDir + "/${name}") ] ++ systemModules; }
      ) hosts;
    };

  easyFlake =
    { hosts, path, shared ? { modules = [ ]; }, ... }:
    {
      nixosConfigurations = builtins.mapAttrs (
        name: host:
        nixosSystem { modules = [ (path + "/${name}") ] ++ (host.modules or [ ]) ++ shared.modules; }
      ) hosts;
    };

  snowfall =
    { src, systems ? { }, snowfall ? { }, ... }:
    let
      root = snowfall.root or src;
      common = systems.modules.nixos or [ ];
      all = builtins.filter (lib.hasSuffix "/default.nix") (map toString (filesBelow (root + "/modules/nixos")));
      platforms = builtins.filter (lib.hasSuffix "linux") (namesIn (root + "/systems"));
      hostsOf =
        platform:
        map (name: {
          inherit name;
          value = nixosSystem {
            modules = [ (root + "/systems/${platform}/${name}") ] ++ common ++ all ++ (systems.hosts.${name}.modules or [ ]);
          };
        }) (namesIn (root + "/systems/${platform}"));
    in
    {
      nixosConfigurations = builtins.listToAttrs (builtins.concatMap hostsOf platforms);
    };

  plus =
    { hosts, hostDefaults ? { modules = [ ]; }, ... }:
    {
      nixosConfigurations = builtins.mapAttrs (
        _: host: nixosSystem { modules = host.modules ++ hostDefaults.modules; }
      ) hosts;
    };

  blueprint =
    { inputs, prefix ? "", ... }:
    let
      root = inputs.self.outPath + "/${prefix}hosts";
    in
    {
      nixosConfigurations = lib.genAttrs (namesIn root) (
        name:
        if builtins.pathExists (root + "/${name}/default.nix") then
          (import (root + "/${name}") {
            inherit inputs;
            flake = inputs.self;
            hostName = name;
          }).value
        else
          nixosSystem {
            specialArgs = { inherit inputs; hostName = name; flake = inputs.self; };
            modules = [ (root + "/${name}/configuration.nix") ];
          }
      );
    };

  unified =
    { root, ... }:
    {
      nixosConfigurations = builtins.listToAttrs (
        map (name: {
          name = lib.removeSuffix ".nix" name;
          value = nixosSystem { modules = [ (root + "/configurations/nixos/${name}") ]; };
        }) (namesIn (root + "/configurations/nixos"))
      );
    };

  flakelight = _: given: {
    nixosConfigurations = builtins.mapAttrs (_: nixosSystem) given.nixosConfigurations;
  };

  haumea.lib.load =
    { src, inputs, ... }:
    builtins.listToAttrs (
      map (name: {
        name = lib.removeSuffix ".nix" name;
        value = import (src + "/${name}") inputs;
      }) (namesIn src)
    );

  inputs = {
    nixpkgs = {
      lib = fullLib;
      legacyPackages.x86_64-linux = pkgs;
      outPath = toString ../../../nix/sandbox/channel;
    };
    flake-parts = {
      lib.mkFlake = flakeParts;
      lib.evalFlakeModule = given: module: { config.flake = flakeParts given module; };
      flakeModules.partitions = { };
    };
    lite-config.flakeModule = { };
    configs.flakeModule = { };
    patcher.patch = given: _: given;
    import-tree = directory: { imports = filesBelow directory; };
    flake-utils.lib.eachDefaultSystem = _: { packages = { }; };
    snowfall-lib = {
      mkFlake = snowfall;
      mkLib = given: { mkFlake = more: snowfall (given // more); };
    };
    utils.lib.mkFlake = plus;
    inherit blueprint flakelight haumea;
    clan-core.lib.clan = given: clanFlake given // { config = clanFlake given; };
    nixos-unified.lib.mkFlake = unified;
    home-manager.nixosModules.home-manager.options.home-manager.users = option (types.attrsOf types.raw) { };
    home-manager.lib.homeManagerConfiguration = _: { };
    darwin.lib.darwinSystem = _: { };
    disko.nixosModules.disko.options.disko.devices = option (types.attrsOf types.raw) { };
    microvm.nixosModules.host.options.microvm.vms = option (types.attrsOf types.raw) { };
  };

  outputsOf =
    directory:
    let
      flake = import (directory + "/flake.nix");
      self = outputs // {
        outPath = toString directory;
        inputs = inputs // { inherit self; };
        inherit outputs;
      };
      outputs = flake.outputs (inputs // { inherit self; });
    in
    outputs;

  valuesOf =
    host:
    let
      inherit (host) config;
    in
    {
      packages = map (item: item.name) config.environment.systemPackages;
      ports = config.networking.firewall.allowedTCPPorts;
      inherit (config.networking) domain hostName nameservers;
      inherit (config) services;
      inherit (config.system) stateVersion;
      inherit (config.time) timeZone;
    };

  attempt =
    value:
    let
      result = builtins.tryEval (builtins.deepSeq value value);
    in
    if result.success then result.value else null;
in
map (
  directory:
  builtins.mapAttrs (_: host: attempt (valuesOf host)) (outputsOf (/. + directory)).nixosConfigurations
) directories
