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
}:
let
  host =
    if style == "flake" then
      (builtins.getFlake flake).nixosConfigurations.${attribute}
    else
      import <nixpkgs/nixos> { };

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

  isDerivation = value: builtins.isAttrs value && (value.type or null) == "derivation";

  # A whole package set built for one kernel (boot.kernelPackages) is known by that kernel.
  isKernelSet = value: builtins.isAttrs value && isDerivation (value.kernel or null);

  # A value as data: packages by their output path, functions and what does not evaluate by a tag. `depth` ends values
  # that contain themselves.
  plain =
    depth: value:
    if depth == 0 then
      { _unknown = "deep"; }
    else if isDerivation value then
      { _package = builtins.unsafeDiscardStringContext value.outPath; }
    else if isKernelSet value then
      plain depth value.kernel
    else if builtins.isAttrs value then
      if value ? outPath then
        { _package = builtins.unsafeDiscardStringContext "${value.outPath}"; }
      else
        builtins.mapAttrs (_: member: attempt { _unknown = "error"; } (plain (depth - 1) member)) value
    else if builtins.isList value then
      map (member: attempt { _unknown = "error"; } (plain (depth - 1) member)) value
    else if builtins.isFunction value then
      { _unknown = "function"; }
    else if builtins.isPath value then
      { _path = toString value; }
    else if builtins.isString value then
      builtins.unsafeDiscardStringContext value
    else
      value;

  hash = text: builtins.hashString "sha256" (builtins.unsafeDiscardStringContext text);

  # The declared option at or above a path: for `users.users.alice.shell` that is `users.users`.
  declaredAt =
    path:
    let
      go =
        rest: set:
        if (set._type or null) == "option" then
          set
        else if rest == [ ] || !(builtins.isAttrs set) || !(set ? ${builtins.head rest}) then
          null
        else
          go (builtins.tail rest) set.${builtins.head rest};
    in
    go path host.options;

  # Below a declared option (`users.users.alice.shell`) every definition of it may hold one of its own: what it says there,
  # with its file, its conditions met and its priority known.
  defaultPriority = 100;

  statedAt =
    file: priority: path: value:
    let
      kind = if builtins.isAttrs value then value._type or "" else "";
    in
    if kind == "if" then
      if value.condition then statedAt file priority path value.content else [ ]
    else if kind == "merge" then
      builtins.concatMap (statedAt file priority path) value.contents
    else if kind == "override" then
      statedAt file value.priority path value.content
    else if kind == "order" then
      statedAt file priority path value.content
    else if path == [ ] then
      [ { inherit file priority value; } ]
    else if kind == "" && builtins.isAttrs value && value ? ${builtins.head path} then
      statedAt file priority (builtins.tail path) value.${builtins.head path}
    else
      [ ];

  definitionsOf =
    declared:
    if declared ? definitionsWithLocations then
      declared.definitionsWithLocations
    else
      # Module systems before 22.11: two lists of one length.
      builtins.genList (at: {
        file = builtins.elemAt declared.files at;
        value = builtins.elemAt declared.definitions at;
      }) (builtins.length declared.definitions);

  # Which file says what counts: of the definitions with the highest priority, each.
  winnersAt =
    declared: path:
    let
      below = builtins.genList (at: builtins.elemAt path (at + builtins.length declared.loc)) (
        builtins.length path - builtins.length declared.loc
      );
      stated = builtins.concatMap (
        definition: attempt [ ] (
          map (each: each // { value = attempt { _unknown = "error"; } (plain 8 each.value); }) (
            statedAt (toString definition.file) defaultPriority below definition.value
          )
        )
      ) (definitionsOf declared);
      strongest = builtins.foldl' (
        best: each: if each.priority < best then each.priority else best
      ) 9999 stated;
    in
    map (each: { file = builtins.unsafeDiscardStringContext each.file; inherit (each) value; }) (
      builtins.filter (each: each.priority == strongest) stated
    );

  # Only the value: where it comes from needs the options, too, which older module sets evaluate a second time.
  valueFact =
    path:
    attempt { defined = false; value = null; } (
      let
        result = getPath path config;
      in
      { defined = result.found; value = if result.found then plain 8 result.value else null; }
    );

  originFact =
    path:
    let
      declared = declaredAt path;
    in
    {
      files = attempt [ ] (
        if declared == null then [ ] else map toString (declared.files or [ ])
      );
      # What was written, of the highest priority: an option may turn it into another form when it is read.
      definitions = attempt [ ] (
        if declared == null || declared.loc != path then [ ] else map (plain 8) declared.definitions
      );
      winners = attempt [ ] (if declared == null then [ ] else winnersAt declared path);
    };

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

  # Keys are JSON: a component may hold a dot.
  ofOptions =
    fact:
    builtins.listToAttrs (
      map (path: {
        name = builtins.toJSON path;
        value = fact path;
      }) optionPaths
    );

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
in
{
  # What some options say and where some packages are: a fraction of an evaluation of the whole system.
  values = {
    options = ofOptions valueFact;
    pkgs = pkgFacts;
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
      options = ofOptions valueFact;
      pkgs = pkgFacts;
      packages = attempt [ ] (map packageFact config.environment.systemPackages);
      units = attempt { } unitFacts;
      ports = attempt { firewall = false; tcp = [ ]; udp = [ ]; } {
        firewall = config.networking.firewall.enable;
        tcp = config.networking.firewall.allowedTCPPorts;
        udp = config.networking.firewall.allowedUDPPorts;
      };
      users = attempt { } (builtins.mapAttrs (_: user: user.extraGroups or [ ]) users);
      normalUsers = attempt [ ] (
        builtins.filter (name: users.${name}.isNormalUser or false) (builtins.attrNames users)
      );
      groups = attempt [ ] (builtins.attrNames (config.users.groups or { }));
      kernel = attempt "" (builtins.unsafeDiscardStringContext "${config.boot.kernelPackages.kernel or ""}");
      etc = attempt { } etcFacts;
      warnings = attempt [ ] (config.warnings or [ ]);
    };

  index = import ./option-index.nix { inherit host attempt; };

  carefulIndex = import ./option-index.nix {
    inherit host attempt;
    careful = true;
  };
}
