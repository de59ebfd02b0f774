# Types of single values.
{ lib }:
let
  inherit (lib.types) mkOptionType phrase;
  inherit (builtins) all isAttrs isBool isFloat isInt isList isString;

  between =
    name: description: low: high:
    lib.types.addCheck lib.types.int (value: value >= low && value <= high) // { inherit name description; };
  sized =
    sign: name: bits: low: high:
    between name "${toString bits} bit ${sign} integer; between ${toString low} and ${toString high} (both inclusive)" low high;

in
{
  raw = mkOptionType {
    name = "raw";
    description = "raw value";
    descriptionClass = "noun";
    merge = lib.mergeOneOption;
  };
  unspecified = mkOptionType {
    name = "unspecified";
    description = "unspecified value";
    descriptionClass = "noun";
  };
  anything = mkOptionType {
    name = "anything";
    description = "anything";
    descriptionClass = "noun";
    merge =
      loc: defs:
      let
        values = lib.getValues defs;
      in
      if all (value: isAttrs value && !(value ? outPath)) values then
        (lib.types.attrsOf lib.types.anything).merge loc defs
      else if all isList values then
        if builtins.length values == 1 then builtins.head values else builtins.concatLists values
      else
        lib.mergeEqualOption loc defs;
  };
  bool = mkOptionType {
    name = "bool";
    description = "boolean";
    descriptionClass = "noun";
    check = isBool;
    merge = lib.mergeEqualOption;
  };
  int = mkOptionType {
    name = "int";
    description = "signed integer";
    descriptionClass = "noun";
    check = isInt;
    merge = lib.mergeEqualOption;
  };
  ints = {
    between = low: high: between "intBetween" "integer between ${toString low} and ${toString high} (both inclusive)" low high;
    unsigned = lib.types.addCheck lib.types.int (value: value >= 0) // {
      name = "unsignedInt";
      description = "unsigned integer, meaning >=0";
      descriptionClass = "nonRestrictiveClause";
    };
    positive = lib.types.addCheck lib.types.int (value: value > 0) // {
      name = "positiveInt";
      description = "positive integer, meaning >0";
      descriptionClass = "nonRestrictiveClause";
    };
    u8 = sized "unsigned" "unsignedInt8" 8 0 255;
    u16 = sized "unsigned" "unsignedInt16" 16 0 65535;
    u32 = sized "unsigned" "unsignedInt32" 32 0 4294967295;
    s8 = sized "signed" "signedInt8" 8 (-128) 127;
    s16 = sized "signed" "signedInt16" 16 (-32768) 32767;
    s32 = sized "signed" "signedInt32" 32 (-2147483648) 2147483647;
  };
  port = lib.types.ints.u16;
  float = mkOptionType {
    name = "float";
    description = "floating point number";
    descriptionClass = "noun";
    check = isFloat;
    merge = lib.mergeEqualOption;
  };
  number = lib.types.either lib.types.int lib.types.float;
  str = mkOptionType {
    name = "str";
    description = "string";
    descriptionClass = "noun";
    check = isString;
    merge = lib.mergeEqualOption;
  };
  nonEmptyStr = lib.types.addCheck lib.types.str (value: builtins.match "[ \t\n]*" value == null) // {
    name = "nonEmptyStr";
    description = "non-empty string";
  };
  singleLineStr = lib.types.addCheck lib.types.str (value: !(lib.hasInfix "\n" value)) // {
    name = "singleLineStr";
    description = "(optionally newline-terminated) single-line string";
  };
  strMatching =
    pattern:
    mkOptionType {
      name = "strMatching ${lib.escapeNixString pattern}";
      description = "string matching the pattern ${pattern}";
      descriptionClass = "noun";
      check = value: isString value && builtins.match pattern value != null;
      merge = lib.mergeEqualOption;
      functor = {
        name = "strMatching";
        type = payload: lib.types.strMatching payload.pattern;
        payload = { inherit pattern; };
        binOp = a: b: if a == b then a else null;
        wrapped = null;
      };
    };
  separatedString =
    sep:
    mkOptionType {
      name = "separatedString";
      description = "strings concatenated with ${builtins.toJSON sep}";
      descriptionClass = "noun";
      check = isString;
      merge = _: defs: builtins.concatStringsSep sep (lib.getValues defs);
      functor = {
        name = "separatedString";
        type = payload: lib.types.separatedString payload.sep;
        payload = { inherit sep; };
        binOp = a: b: if a == b then a else null;
        wrapped = null;
      };
    };
  lines = lib.types.separatedString "\n";
  commas = lib.types.separatedString ",";
  envVar = lib.types.separatedString ":";
  passwdEntry =
    entryType:
    lib.types.addCheck entryType (value: !(lib.hasInfix ":" (toString value) || lib.hasInfix "\n" (toString value)))
    // {
      name = "passwdEntry ${entryType.name}";
      description = "${phrase [ "noun" ] entryType}, not containing newlines or colons";
      descriptionClass = "nonRestrictiveClause";
    };
  attrs = mkOptionType {
    name = "attrs";
    description = "attribute set";
    check = isAttrs;
    merge = _: defs: builtins.foldl' (all: def: all // def.value) { } defs;
    emptyValue.value = { };
  };
  package = mkOptionType {
    name = "package";
    descriptionClass = "noun";
    check = value: lib.isDerivation value || lib.isStorePath value;
    merge = lib.mergeOneOption;
  };
  shellPackage = lib.types.package // {
    check = value: lib.isDerivation value && value ? shellPath;
  };
  path = mkOptionType {
    name = "path";
    descriptionClass = "noun";
    description = "absolute path";
    check = value: lib.isStringLike value && builtins.substring 0 1 (toString value) == "/";
    merge = lib.mergeEqualOption;
  };
  enum =
    values:
    let
      show = value: if isString value then ''"${value}"'' else if isBool value then lib.boolToString value else toString value;
    in
    mkOptionType {
      name = "enum";
      description =
        if values == [ ] then
          "impossible (empty enum)"
        else if builtins.length values == 1 then
          "value ${show (builtins.head values)} (singular enum)"
        else
          "one of ${lib.concatMapStringsSep ", " show values}";
      descriptionClass = if builtins.length values < 2 then "noun" else "conjunction";
      check = value: builtins.elem value values;
      merge = lib.mergeEqualOption;
      functor = {
        name = "enum";
        type = payload: lib.types.enum payload.values;
        payload = { inherit values; };
        binOp = a: b: { values = lib.unique (a.values ++ b.values); };
        wrapped = null;
      };
    };
}
