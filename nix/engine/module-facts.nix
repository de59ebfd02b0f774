# What single modules of a configuration define, by themselves: for each `file` below `root` its `names`, with the attribute
# paths below them as JSON, conditions met or not; null where that cannot be told.
{
  config,
  pkgs,
  host,
  root,
  attempt,
  isDerivation,
}:
asked:
let
  # What modules define is told this deep.
  deepest = 8;

  # Too large to have been written: a package set, the whole configuration.
  most = 300;

  isWritten =
    value:
    builtins.isAttrs value
    && !(value ? outPath)
    && !(isDerivation value)
    && (
      !(value ? _type) || builtins.elem value._type [ "if" "merge" "override" "order" ]
    )
    && builtins.length (builtins.attrNames value) <= most;

  # Every attribute path that is defined, whatever the conditions and priorities around it say.
  definedBelow =
    depth: path: value:
    let
      kind = value._type or "";
    in
    if depth == 0 || !(isWritten value) then
      [ (builtins.toJSON path) ]
    else if kind == "merge" then
      builtins.concatMap (definedBelow depth path) value.contents
    else if kind != "" then
      definedBelow depth path value.content
    else if value == { } then
      [ (builtins.toJSON path) ]
    else
      builtins.concatMap (name: definedBelow (depth - 1) (path ++ [ name ]) value.${name}) (
        builtins.attrNames value
      );

  # Below a wrapper at the top of a module.
  topOf =
    name: value:
    let
      kind = if builtins.isAttrs value then value._type or "" else "";
    in
    if kind == "merge" then
      builtins.concatMap (topOf name) value.contents
    else if kind != "" then
      topOf name value.content
    else if value ? ${name} then
      [ value.${name} ]
    else
      [ ];

  # A module as it is imported, with the arguments that modules are called with; null where it wants one that is not
  # known.
  moduleAt =
    file:
    let
      module = import file;
      wanted = builtins.functionArgs module;
      usual = {
        inherit config pkgs;
        inherit (pkgs) lib;
        inherit (host) options;
        modulesPath = "${toString (pkgs.path or <nixpkgs>)}/nixos/modules";
      };
      # Looked at only where one is asked for: older module sets evaluate the options a second time.
      more = (host.options._module.args.value or { }) // (host.options._module.specialArgs.value or { });
      special = builtins.attrNames (builtins.removeAttrs wanted (builtins.attrNames usual));
    in
    if !(builtins.pathExists file) then
      null
    else if !(builtins.isFunction module) then
      module
    else if wanted != { } && special == [ ] then
      module usual
    else if builtins.all (name: more ? ${name}) special then
      module (more // usual)
    else
      null;

  moduleFact =
    { file, names }:
    let
      module = moduleAt "${root}/${file}";
      defined = if module ? config || module ? options then module.config or { } else module;
      told = name: builtins.concatMap (definedBelow deepest [ name ]) (topOf name defined);
    in
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = attempt null (if module == null then null else told name);
      }) names
    );
in
builtins.listToAttrs (
  map (one: {
    name = one.file;
    value = moduleFact one;
  }) asked
)
