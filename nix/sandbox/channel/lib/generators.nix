{ lib }:
let
  pretty =
    { multiline, indent }:
    value:
    let
      inner = indent + "  ";
      nested = pretty {
        inherit multiline;
        indent = inner;
      };
      open = if multiline then "\n${inner}" else " ";
      close = if multiline then "\n${indent}" else " ";
    in
    if value == null then
      "null"
    else if builtins.isBool value then
      lib.boolToString value
    else if builtins.isString value then
      lib.escapeNixString value
    else if builtins.isPath value || builtins.isInt value || builtins.isFloat value then
      toString value
    else if builtins.isList value then
      if value == [ ] then "[ ]" else "[${open}${lib.concatMapStringsSep open nested value}${close}]"
    else if lib.isFunction value then
      "<function>"
    else if value.type or null == "derivation" then
      "<derivation ${value.name or "???"}>"
    else if value == { } then
      "{ }"
    else
      "{${open}${
        lib.concatMapStringsSep open (name: "${lib.showAttrName name} = ${nested value.${name}};") (builtins.attrNames value)
      }${close}}";
in
{
  toPretty =
    {
      multiline ? true,
      indent ? "",
      ...
    }:
    pretty { inherit multiline indent; };
  toJSON = _: builtins.toJSON;
  toKeyValue =
    {
      mkKeyValue ? (name: value: "${name}=${toString value}"),
      ...
    }:
    set:
    lib.concatLines (lib.mapAttrsToList mkKeyValue set);
}
