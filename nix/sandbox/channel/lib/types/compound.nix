# Types made of other types.
{ lib }:
let
  inherit (lib.types) mkOptionType phrase elemFunctor;
  inherit (builtins) all isAttrs isList;

  mergeEach = elemType: defs: loc: {
    attrs = builtins.zipAttrsWith (
      name: definitions: lib.mergeDefinitions (loc ++ [ name ]) elemType definitions
    ) (map (def: builtins.mapAttrs (_: value: { inherit (def) file; inherit value; }) def.value) (builtins.concatMap pushed defs));
  };
  pushed = def: map (value: def // { inherit value; }) (lib.pushDownProperties def.value);

  attrsWith =
    { name, description, lazy }:
    elemType:
    mkOptionType {
      inherit name;
      description = "${description} of ${phrase [ "noun" "composite" ] elemType}";
      descriptionClass = "composite";
      check = isAttrs;
      merge =
        loc: defs:
        let
          merged = (mergeEach elemType defs loc).attrs;
        in
        if lazy then
          builtins.mapAttrs (_: each: each.optionalValue.value or each.mergedValue) merged
        else
          builtins.mapAttrs (_: each: each.optionalValue.value) (lib.filterAttrs (_: each: each.isDefined) merged);
      emptyValue.value = { };
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<name>" ]);
      inherit (elemType) getSubModules;
      nestedTypes.elemType = elemType;
      functor = elemFunctor name (lib.types.${name}) elemType;
    };
in
{
  listOf =
    elemType:
    mkOptionType {
      name = "listOf";
      description = "list of ${phrase [ "noun" "composite" ] elemType}";
      descriptionClass = "composite";
      check = isList;
      merge =
        loc: defs:
        let
          element =
            def: defIndex: index: value:
            lib.mergeDefinitions (loc ++ [ "[definition ${toString defIndex}-entry ${toString index}]" ]) elemType [
              {
                inherit (def) file;
                inherit value;
              }
            ];
          elements = builtins.concatLists (lib.imap1 (defIndex: def: lib.imap1 (element def defIndex) def.value) defs);
        in
        map (each: each.optionalValue.value) (builtins.filter (each: each.isDefined) elements);
      emptyValue.value = [ ];
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "*" ]);
      inherit (elemType) getSubModules;
      nestedTypes.elemType = elemType;
      functor = elemFunctor "listOf" lib.types.listOf elemType;
    };
  nonEmptyListOf = elemType: lib.types.addCheck (lib.types.listOf elemType) (value: value != [ ]) // {
    description = "non-empty list of ${phrase [ "noun" ] elemType}";
  };
  attrsOf = attrsWith {
    name = "attrsOf";
    description = "attribute set";
    lazy = false;
  };
  lazyAttrsOf = attrsWith {
    name = "lazyAttrsOf";
    description = "lazy attribute set";
    lazy = true;
  };
  uniq = lib.types.unique { message = ""; };
  unique =
    { message }:
    type:
    mkOptionType {
      name = "unique";
      inherit (type) description descriptionClass check emptyValue getSubOptions getSubModules;
      merge = lib.mergeUniqueOption { inherit message; };
      nestedTypes.elemType = type;
      functor = elemFunctor "unique" (lib.types.unique { inherit message; }) type;
    };
  nullOr =
    elemType:
    mkOptionType {
      name = "nullOr";
      description = "null or ${phrase [ "noun" "conjunction" ] elemType}";
      descriptionClass = "conjunction";
      check = value: value == null || elemType.check value;
      merge =
        loc: defs:
        let
          nulls = lib.count (def: def.value == null) defs;
        in
        if nulls == builtins.length defs then
          null
        else if nulls != 0 then
          throw "The option `${lib.showOption loc}' is defined both null and not null, in ${lib.showFiles (lib.getFiles defs)}."
        else
          elemType.merge loc defs;
      emptyValue.value = null;
      inherit (elemType) getSubOptions getSubModules;
      nestedTypes.elemType = elemType;
      functor = elemFunctor "nullOr" lib.types.nullOr elemType;
    };
  functionTo =
    elemType:
    mkOptionType {
      name = "functionTo";
      description = "function that evaluates to a(n) ${phrase [ "noun" "composite" ] elemType}";
      descriptionClass = "composite";
      check = lib.isFunction;
      merge = loc: defs: argument: (lib.mergeDefinitions (loc ++ [ "<function body>" ]) elemType (map (def: def // { value = def.value argument; }) defs)).mergedValue;
      getSubOptions = prefix: elemType.getSubOptions (prefix ++ [ "<function body>" ]);
      nestedTypes.elemType = elemType;
      functor = elemFunctor "functionTo" lib.types.functionTo elemType;
    };
  either =
    left: right:
    mkOptionType {
      name = "either";
      description = "${phrase [ "noun" "conjunction" ] left} or ${phrase [ "noun" "conjunction" "composite" ] right}";
      descriptionClass = "conjunction";
      check = value: left.check value || right.check value;
      merge =
        loc: defs:
        if all (def: left.check def.value) defs then
          left.merge loc defs
        else if all (def: right.check def.value) defs then
          right.merge loc defs
        else
          lib.mergeOneOption loc defs;
      nestedTypes = { inherit left right; };
      functor = {
        name = "either";
        type = payload: builtins.foldl' lib.types.either (builtins.head payload.elemType) (builtins.tail payload.elemType);
        payload.elemType = [ left right ];
        binOp = _: _: null;
        wrapped = [ left right ];
      };
    };
  oneOf = types: builtins.foldl' lib.types.either (builtins.head types) (builtins.tail types);
  coercedTo =
    coercedType: coerce: finalType:
    mkOptionType {
      name = "coercedTo";
      description = "${phrase [ "noun" ] finalType} or ${phrase [ "noun" ] coercedType} convertible to it";
      check = value: (coercedType.check value && finalType.check (coerce value)) || finalType.check value;
      merge =
        loc: defs:
        finalType.merge loc (map (def: def // { value = if coercedType.check def.value then coerce def.value else def.value; }) defs);
      inherit (finalType) emptyValue getSubOptions getSubModules;
      nestedTypes = { inherit coercedType finalType; };
    };
}
