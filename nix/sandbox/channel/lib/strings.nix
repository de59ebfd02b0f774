{ lib }:
let
  inherit (builtins) concatStringsSep replaceStrings stringLength substring;
in
{
  inherit (builtins)
    concatStringsSep
    replaceStrings
    stringLength
    substring
    match
    split
    toJSON
    readFile
    ;
  concatStrings = concatStringsSep "";
  concatMapStrings = f: values: concatStringsSep "" (map f values);
  concatMapStringsSep =
    separator: f: values:
    concatStringsSep separator (map f values);
  concatLines = lines: concatStringsSep "" (map (line: line + "\n") lines);
  concatMapAttrsStringSep =
    separator: f: set:
    concatStringsSep separator (lib.mapAttrsToList f set);
  optionalString = condition: text: if condition then text else "";
  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix =
    suffix: text:
    stringLength text >= stringLength suffix
    && substring (stringLength text - stringLength suffix) (stringLength suffix) text == suffix;
  hasInfix = infix: text: builtins.length (lib.splitString infix text) > 1;
  removePrefix =
    prefix: text: if lib.hasPrefix prefix text then substring (stringLength prefix) (stringLength text) text else text;
  removeSuffix =
    suffix: text: if lib.hasSuffix suffix text then substring 0 (stringLength text - stringLength suffix) text else text;
  splitString =
    separator: text: builtins.filter builtins.isString (builtins.split (lib.escapeRegex separator) (toString text));
  escape = characters: replaceStrings characters (map (character: "\\" + character) characters);
  escapeRegex = lib.escape [ "\\" "[" "{" "(" ")" "^" "$" "?" "*" "+" "|" "." ];
  escapeShellArg = value: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString value)}'";
  escapeShellArgs = lib.concatMapStringsSep " " lib.escapeShellArg;
  escapeNixString = text: lib.escape [ "$" ] (builtins.toJSON text);
  toLower = replaceStrings lib.upperChars lib.lowerChars;
  toUpper = replaceStrings lib.lowerChars lib.upperChars;
  lowerChars = lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz";
  upperChars = lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  stringToCharacters = text: builtins.genList (index: substring index 1 text) (stringLength text);
  removeTrailing = lib.removeSuffix "\n";
  trim =
    text:
    let
      found = builtins.match "[[:space:]]*(.*[^[:space:]])?[[:space:]]*" text;
    in
    if found == null || builtins.head found == null then "" else builtins.head found;
  isStringLike = value: builtins.isString value || builtins.isPath value || value ? outPath || value ? __toString;
  isStorePath = value: lib.hasPrefix builtins.storeDir (toString value);
  versionAtLeast = left: right: builtins.compareVersions left right >= 0;
  versionOlder = left: right: builtins.compareVersions left right < 0;
  toInt =
    text:
    let
      value = builtins.fromJSON text;
    in
    if builtins.isInt value then value else throw "toInt: Could not convert ${lib.escapeNixString text} to int.";
  fileContents = path: lib.removeSuffix "\n" (builtins.readFile path);
  sanitizeDerivationName =
    name: concatStringsSep "-" (builtins.filter (part: builtins.isString part && part != "") (builtins.split "[^A-Za-z0-9+._?=-]+" name));
}
