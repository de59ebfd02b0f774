{ lib }:
let
  priorityHint = "Use `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.";

  # At most five lines of a value; nothing where it cannot be evaluated.
  showValue =
    value:
    let
      attempt = builtins.tryEval (lib.generators.toPretty { } value);
      lines = lib.splitString "\n" attempt.value;
      shown = lib.take 5 lines ++ lib.optional (builtins.length lines > 5) "...";
    in
    if attempt.success then ": " + builtins.concatStringsSep "\n    " shown else "";

  conflict =
    loc: defs:
    throw "The option `${lib.showOption loc}' has conflicting definition values:${lib.showDefs defs}\n${priorityHint}";
in
{
  isOption = value: value._type or null == "option";

  mkOption = attributes: attributes // { _type = "option"; };

  mkEnableOption =
    name:
    lib.mkOption {
      type = lib.types.bool;
      default = false;
      example = true;
      description = if builtins.isString name then "Whether to enable ${name}." else name.text or "Whether to enable it.";
    };

  mkPackageOption =
    pkgs: name: attributes:
    let
      path = lib.toList attributes.default or name;
    in
    lib.mkOption {
      type = (if attributes.nullable or false then lib.types.nullOr else lib.id) lib.types.package;
      default = lib.getAttrFromPath path pkgs;
      defaultText = "pkgs.${lib.showOption path}";
      description = "The ${if builtins.isString name then name else lib.last name} package to use.";
    };

  mkSinkUndeclaredOptions = attributes: lib.mkOption (attributes // { internal = true; visible = false; default = false; });

  literalExpression = text: {
    _type = "literalExpression";
    inherit text;
  };
  literalMD = text: {
    _type = "literalMD";
    inherit text;
  };
  mdDoc = text: text;

  # A component that is no identifier is quoted, placeholders of documentation are not.
  showOption = path: builtins.concatStringsSep "." (map lib.showPathPart path);
  showPathPart =
    part: if builtins.elem part [ "<name>" "*" "<function body>" ] then part else lib.showAttrName part;
  showAttrName =
    name: if builtins.match "[a-zA-Z_][a-zA-Z0-9_'-]*" name != null then name else lib.escapeNixString name;

  showFiles = files: lib.concatMapStringsSep " and " (file: "`${file}'") files;
  showDefs = definitions: lib.concatMapStrings (definition: "\n- In `${definition.file}'${showValue definition.value}") definitions;

  getValues = map (definition: definition.value);
  getFiles = map (definition: definition.file);

  mergeDefaultOption =
    loc: defs:
    let
      values = lib.getValues defs;
      first = builtins.head values;
    in
    if builtins.length values == 1 then
      first
    else if builtins.all builtins.isList values then
      builtins.concatLists values
    else if builtins.all builtins.isAttrs values then
      builtins.foldl' lib.mergeAttrs { } values
    else if builtins.all builtins.isBool values then
      builtins.any lib.id values
    else if builtins.all builtins.isString values then
      lib.concatStrings values
    else
      conflict loc defs;

  mergeOneOption = lib.mergeUniqueOption { message = ""; };
  mergeUniqueOption =
    { message }:
    loc: defs:
    if builtins.length defs == 1 then
      (builtins.head defs).value
    else
      throw "The option `${lib.showOption loc}' is defined multiple times while it's expected to be unique.\n${message}\nDefinition values:${lib.showDefs defs}\n${priorityHint}";

  # All definitions must say the same.
  mergeEqualOption =
    loc: defs:
    let
      first = builtins.head defs;
    in
    if builtins.length defs == 1 || builtins.all (definition: definition.value == first.value) defs then
      first.value
    else
      conflict loc defs;

  mergeAttrs = left: right: left // right;
}
