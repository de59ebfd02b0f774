{ lib }:
{
  inherit (builtins)
    isBool
    isInt
    isFloat
    isString
    isList
    isAttrs
    isPath
    seq
    deepSeq
    bitAnd
    lessThan
    add
    sub
    fromJSON
    toJSON
    ;
  id = value: value;
  const = value: _: value;
  flip =
    f: a: b:
    f b a;
  pipe = value: functions: builtins.foldl' (current: f: f current) value functions;
  min = a: b: if a < b then a else b;
  max = a: b: if a > b then a else b;
  mod = base: int: base - (int * (base / int));
  boolToString = value: if value then "true" else "false";
  mapNullable = f: value: if value == null then null else f value;
  importJSON = path: builtins.fromJSON (builtins.readFile path);
  isFunction = value: builtins.isFunction value || (value ? __functor && builtins.isFunction (value.__functor value));
  functionArgs =
    f: if f ? __functor then f.__functionArgs or (lib.functionArgs (f.__functor f)) else builtins.functionArgs f;
  toFunction = value: if lib.isFunction value then value else _: value;
  warn = message: builtins.trace "evaluation warning: ${message}";
  warnIf = condition: message: if condition then lib.warn message else (value: value);
  warnIfNot = condition: lib.warnIf (!condition);
  throwIf = condition: message: if condition then throw message else (value: value);
  throwIfNot = condition: lib.throwIf (!condition);
  showWarnings = warnings: result: builtins.foldl' (rest: warning: lib.warn warning rest) result warnings;
}
