# Nix values → YAML 1.2 that a person can read and whose lines a message can name. Text is always quoted, so that none is
# read as a number or a word of YAML.
{ lib }:
let
  # What names a thing stands first; other keys are in the order of Nix, which is the alphabet's.
  first = [
    "name"
    "runbook"
    "service"
    "policy"
    "version"
    "id"
    "description"
    "set"
    "unset"
    "add"
    "remove"
    "unit"
    "http"
    "tcp"
    "command"
    "file"
    "option"
    "type"
  ];
  keysOf =
    value:
    let
      names = builtins.attrNames value;
    in
    builtins.filter (name: builtins.elem name names) first ++ builtins.filter (name: !builtins.elem name first) names;

  key =
    name:
    let
      plain = builtins.match "[A-Za-z_][A-Za-z0-9_-]*" name != null;
      word = builtins.elem name [
        "null"
        "true"
        "false"
      ];
    in
    if plain && !word then name else builtins.toJSON name;

  isScalar = value: !builtins.isList value && !builtins.isAttrs value;
  # `{ param: "user" }` and `[80, 443]` are easier to read on one line.
  isShort =
    value:
    isScalar value
    || value == { }
    || builtins.isList value && builtins.all isScalar value
    || builtins.isAttrs value && builtins.length (builtins.attrNames value) == 1 && builtins.all isScalar (builtins.attrValues value);

  short =
    value:
    if builtins.isList value then
      "[${lib.concatMapStringsSep ", " short value}]"
    else if value == { } then
      "{}"
    else if builtins.isAttrs value then
      "{ ${lib.concatMapStringsSep ", " (name: "${key name}: ${short value.${name}}") (keysOf value)} }"
    else
      builtins.toJSON value;

  indent = map (line: "  ${line}");
  linesOf =
    value:
    if builtins.isList value then
      builtins.concatMap item value
    else if isShort value && isScalar value then
      [ (short value) ]
    else
      builtins.concatMap (name: member (key name) value.${name}) (keysOf value);
  member = name: value: if isShort value then [ "${name}: ${short value}" ] else [ "${name}:" ] ++ indent (linesOf value);
  item =
    value:
    let
      lines = linesOf value;
    in
    if isShort value then
      [ "- ${short value}" ]
    else
      [ "- ${builtins.head lines}" ] ++ indent (builtins.tail lines);
in
{
  # A document, with comment lines above it.
  render =
    comment: value:
    lib.concatMapStrings (line: "# ${line}\n") comment
    + lib.concatMapStrings (line: "${line}\n") (if value == { } then [ "{}" ] else linesOf value);

  # Without what options leave unsaid.
  compact =
    let
      compact =
        value:
        if builtins.isAttrs value then
          builtins.mapAttrs (_: compact) (lib.filterAttrs (_: each: each != null) value)
        else if builtins.isList value then
          map compact value
        else
          value;
    in
    compact;
}
