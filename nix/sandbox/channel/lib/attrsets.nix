{ lib }:
let
  inherit (builtins) attrNames listToAttrs mapAttrs;
in
{
  inherit (builtins)
    attrNames
    attrValues
    hasAttr
    getAttr
    listToAttrs
    mapAttrs
    removeAttrs
    intersectAttrs
    catAttrs
    zipAttrsWith
    ;
  nameValuePair = name: value: { inherit name value; };
  optionalAttrs = condition: set: if condition then set else { };
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  attrsToList = lib.mapAttrsToList lib.nameValuePair;
  concatMapAttrs = f: set: builtins.foldl' (all: part: all // part) { } (lib.mapAttrsToList f set);
  genAttrs = names: f: listToAttrs (map (name: lib.nameValuePair name (f name)) names);
  filterAttrs =
    predicate: set: removeAttrs set (builtins.filter (name: !(predicate name set.${name})) (attrNames set));
  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if set ? ${builtins.head path} then
      lib.attrByPath (builtins.tail path) default set.${builtins.head path}
    else
      default;
  getAttrFromPath =
    path: lib.attrByPath path (throw "cannot find attribute `${builtins.concatStringsSep "." path}'");
  hasAttrByPath =
    path: set:
    path == [ ]
    || (
      builtins.isAttrs set && set ? ${builtins.head path} && lib.hasAttrByPath (builtins.tail path) set.${builtins.head path}
    );
  setAttrByPath =
    path: value: if path == [ ] then value else { ${builtins.head path} = lib.setAttrByPath (builtins.tail path) value; };
  getAttrs = names: set: lib.genAttrs names (name: set.${name});
  attrVals = names: set: map (name: set.${name}) names;
  recursiveUpdate =
    left: right:
    left
    // mapAttrs (
      name: value:
      if builtins.isAttrs value && left ? ${name} && builtins.isAttrs left.${name} then
        lib.recursiveUpdate left.${name} value
      else
        value
    ) right;
  foldAttrs =
    f: nul: sets:
    builtins.zipAttrsWith (_: values: lib.foldr f nul values) sets;
  isDerivation = value: value.type or null == "derivation";
  getBin = package: package.bin or package;
  getExe = package: "${lib.getBin package}/bin/${package.meta.mainProgram or (lib.getName package)}";
  getExe' = package: name: "${lib.getBin package}/bin/${name}";
  getName = package: package.pname or (builtins.parseDrvName package.name).name;
  getVersion = package: package.version or (builtins.parseDrvName package.name).version;
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
}
