# What the engine asks of a host's configuration, in one evaluation an attribute.
#
#   nix-instantiate --eval --strict --json --read-write-mode host.nix --attr facts \
#     --argstr style channel --argstr options '["services.nginx.enable"]'
#
# Works on any module system with NixOS' interface: `import <nixpkgs/nixos> { }` for the channel style, an attribute of
# `nixosConfigurations` for a flake. Everything it returns is plain data.
{
  style ? "channel",
  flake ? "",
  attribute ? "",
  # JSON: dotted option names split into components, whose values are wanted.
  options ? "[]",
  # JSON: attribute paths below pkgs whose output paths are wanted.
  packages ? "[]",
  # JSON: those of the options of which is told where they come from.
  origins ? "[]",
  # JSON: modules of the configuration by `file`, and the `names` at their top of which is told what they define.
  modules ? "[]",
  # Where the files of the modules are: the configuration directory, or, of a flake, the directory within its source.
  directory ? "",
}:
let
  host =
    if style == "flake" then
      source.nixosConfigurations.${attribute}
    else
      import <nixpkgs/nixos> { };

  source = builtins.getFlake flake;

  inherit (host) config pkgs;

  attempt =
    default: value:
    let
      result = builtins.tryEval (builtins.deepSeq value value);
    in
    if result.success then result.value else default;

  getPath =
    path: set:
    if path == [ ] then
      { found = true; value = set; }
    else if builtins.isAttrs set && set ? ${builtins.head path} then
      getPath (builtins.tail path) set.${builtins.head path}
    else
      { found = false; value = null; };

  data = import ./values.nix { inherit attempt; };
  inherit (data) isDerivation isKernelSet plain;

  originFact = import ./origins.nix {
    inherit
      host
      attempt
      plain
      style
      pkgs
      source
      ;
  };

  hash = text: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext text);

  # Only the value: where it comes from needs the options, too, which older module sets evaluate a second time.
  valueFact =
    path:
    let
      absent = { defined = false; value = null; };
    in
    # What is there and gives no value, or breaks, says nothing of what it would be.
    attempt (absent // { failed = true; }) (
      let
        result = getPath path config;
      in
      if result.found then { defined = true; value = plain 8 result.value; } else absent
    )
    // {
      around = map (length: namesAt (firstOf length path)) (
        builtins.filter (length: length < builtins.length path) [ 2 3 4 5 6 ]
      );
    };

  firstOf = length: list: builtins.genList (builtins.elemAt list) length;

  # What else is beside an option: members of a set of things may be lost when one of them is defined.
  namesAt =
    path:
    attempt [ ] (
      let
        result = getPath path config;
      in
      if result.found && builtins.isAttrs result.value && !(isDerivation result.value) then
        builtins.attrNames result.value
      else
        [ ]
    );

  optionPaths = builtins.fromJSON options;
  packagePaths = builtins.fromJSON packages;

  joined = builtins.concatStringsSep ".";

  named =
    list: value:
    builtins.listToAttrs (
      map (item: {
        name = builtins.unsafeDiscardStringContext (joined item);
        value = value item;
      }) list
    );

  packageFact =
    package:
    let
      parsed = builtins.parseDrvName (package.name or "unknown");
    in
    {
      name = package.pname or parsed.name;
      version = package.version or parsed.version;
      output = builtins.unsafeDiscardStringContext "${package}";
    };

  unitFacts = builtins.mapAttrs (
    _: unit: if unit.enable or true then attempt null (hash (unit.text or "")) else null
  ) (config.systemd.units or { });

  etcFacts = builtins.listToAttrs (
    map (entry: {
      name = builtins.unsafeDiscardStringContext entry.target;
      value = attempt "" (
        if (entry.text or null) != null then hash entry.text else hash (toString entry.source)
      );
    }) (builtins.filter (entry: entry.enable) (builtins.attrValues (config.environment.etc or { })))
  );

  users = config.users.users or { };

  normalUsers = attempt [ ] (
    builtins.filter (name: users.${name}.isNormalUser or false) (builtins.attrNames users)
  );

  # Keys are JSON: a component may hold a dot.
  ofOptions =
    fact:
    builtins.listToAttrs (
      map (path: {
        name = builtins.toJSON path;
        value = fact path;
      }) optionPaths
    );

  originPaths = builtins.fromJSON origins;

  optionFact = path: valueFact path // (if builtins.elem path originPaths then originFact path else { });

  root = if style == "flake" then "${source.sourceInfo or source}/${directory}" else directory;

  moduleFacts = import ./module-facts.nix {
    inherit
      config
      pkgs
      host
      root
      attempt
      isDerivation
      ;
  } (builtins.fromJSON modules);

  pkgFacts = named packagePaths (
    path:
    attempt null (
      let
        result = getPath path pkgs;
      in
      if !result.found then
        null
      else if isKernelSet result.value then
        builtins.unsafeDiscardStringContext "${result.value.kernel}"
      else if builtins.isAttrs result.value && result.value ? outPath then
        builtins.unsafeDiscardStringContext "${result.value}"
      else
        "set"
    )
  );

  # The same packages by name and version: one that was overridden keeps them.
  nameFacts = named packagePaths (
    path:
    attempt "" (
      let
        result = getPath path pkgs;
      in
      if result.found && isDerivation result.value then
        builtins.unsafeDiscardStringContext (result.value.name or "")
      else
        ""
    )
  );
in
{
  # What some options say and where some packages are: a fraction of an evaluation of the whole system.
  # A configuration that is refused as a whole says nothing of any.
  values = builtins.seq config {
    options = ofOptions optionFact;
    pkgs = pkgFacts;
    pkgNames = nameFacts;
    modules = moduleFacts;
    inherit normalUsers;
  };

  # Where the values of some options come from.
  origins = ofOptions originFact;

  facts =
    let
      toplevel = config.system.build.toplevel;
    in
    {
      # Not named outPath: a set with that name is printed as a string.
      derivation = builtins.unsafeDiscardStringContext toplevel.drvPath;
      output = builtins.unsafeDiscardStringContext toplevel.outPath;
      hostName = attempt "" config.networking.hostName;
      # What this program takes from the running host, and who calls it needs to get in.
      relied = attempt { } {
        system = pkgs.stdenv.hostPlatform.system or pkgs.system or "";
        timeZone = config.time.timeZone or null;
        nixPath = config.nix.nixPath or [ ];
        sudo = config.security.sudo.enable or false;
        nix = config.nix.enable or true;
        switch = config.system.switch.enable or true;
        sudoRules = hash (
          builtins.toJSON (
            map (name: config.security.sudo.${name} or null) [
              "wheelNeedsPassword"
              "execWheelOnly"
              "extraRules"
              "extraConfig"
            ]
          )
        );
      };
      options = ofOptions optionFact;
      pkgs = pkgFacts;
      pkgNames = nameFacts;
      modules = moduleFacts;
      packages = attempt [ ] (map packageFact config.environment.systemPackages);
      units = attempt { } unitFacts;
      ports = attempt { firewall = false; tcp = [ ]; udp = [ ]; } {
        firewall = config.networking.firewall.enable;
        tcp = config.networking.firewall.allowedTCPPorts;
        udp = config.networking.firewall.allowedUDPPorts;
      };
      users = attempt { } (builtins.mapAttrs (_: user: user.extraGroups or [ ]) users);
      inherit normalUsers;
      groups = attempt [ ] (builtins.attrNames (config.users.groups or { }));
      kernel = attempt "" (builtins.unsafeDiscardStringContext "${config.boot.kernelPackages.kernel or ""}");
      etc = attempt { } etcFacts;
      effect = import ./effects.nix { inherit config attempt hash; };
      warnings = attempt [ ] (config.warnings or [ ]);
    };

  index = import ./option-index.nix {
    inherit host attempt root;
    foreign = map (path: "${toString path}/") (
      if style == "flake" then (if pkgs ? path then [ pkgs.path ] else [ ]) else [ <nixpkgs> ]
    );
  };

  carefulIndex = import ./option-index.nix {
    inherit host attempt;
    careful = true;
  };
}
