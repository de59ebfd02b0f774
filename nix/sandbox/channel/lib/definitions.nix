# From the definitions of one option to its value: conditions, priorities, order, type, merge.
{ lib }:
let
  inherit (builtins) addErrorContext concatMap filter mapAttrs;

  inOrder =
    definitions:
    let
      order = definition: if definition.value._type or "" == "order" then definition.value.priority else 1000;
      strip =
        definition:
        if definition.value._type or "" == "order" then definition // { value = definition.value.content; } else definition;
    in
    map strip (lib.sortOn order definitions);
in
{
  # One option with its definitions: the declaration, and `value`, `isDefined`, `highestPrio`, where each value is from.
  evalOption =
    loc: declaration: definitions:
    let
      all =
        lib.optional (declaration ? default) {
          file = builtins.head declaration.declarations;
          value = lib.mkOptionDefault declaration.default;
        }
        ++ definitions;
      merged =
        if declaration.readOnly or false && builtins.length all > 1 then
          throw "The option `${lib.showOption loc}' is read-only, but it's set multiple times. Definition values:${
            lib.showDefs (map (def: def // { value = (lib.mergeDefinitions loc declaration.type [ def ]).mergedValue; }) all)
          }"
        else
          lib.mergeDefinitions loc declaration.type all;
      value = if declaration ? apply then declaration.apply merged.mergedValue else merged.mergedValue;
    in
    declaration
    // {
      _type = "option";
      inherit loc;
      value = addErrorContext "while evaluating the option `${lib.showOption loc}':" value;
      inherit (merged) isDefined highestPrio;
      definitions = lib.getValues merged.final;
      files = lib.getFiles merged.final;
      definitionsWithLocations = merged.final;
      options = [ ];
      __toString = _: lib.showOption loc;
    };

  mergeDefinitions =
    loc: type: definitions:
    let
      discharged = concatMap (
        definition:
        map (value: { inherit (definition) file; inherit value; }) (
          addErrorContext "while evaluating definitions from `${definition.file}':" (lib.dischargeProperties definition.value)
        )
      ) definitions;
      priorityOf = definition: if definition.value._type or "" == "override" then definition.value.priority else 100;
      highestPrio = builtins.foldl' (best: definition: lib.min best (priorityOf definition)) 9999 discharged;
      strongest = map (
        definition:
        if definition.value._type or "" == "override" then definition // { value = definition.value.content; } else definition
      ) (filter (definition: priorityOf definition == highestPrio) discharged);
      final =
        if builtins.any (definition: definition.value._type or "" == "order") strongest then inOrder strongest else strongest;
      isDefined = final != [ ];
      wrong = filter (definition: !(type.check definition.value)) final;
      mergedValue =
        if !isDefined then
          throw "The option `${lib.showOption loc}' was accessed but has no value defined. Try setting the option."
        else if wrong != [ ] then
          throw "A definition for option `${lib.showOption loc}' is not of type `${type.description}'. Definition values:${lib.showDefs wrong}"
        else
          type.merge loc final;
    in
    {
      inherit final highestPrio isDefined mergedValue;
      defsFinal = final;
      optionalValue = if isDefined then { value = mergedValue; } else { };
    };

  # Pushes conditions and priorities one level down, so that the names below can be seen.
  pushDownProperties =
    value:
    let
      kind = value._type or "";
    in
    if kind == "merge" then
      concatMap lib.pushDownProperties value.contents
    else if kind == "if" then
      map (mapAttrs (_: lib.mkIf value.condition)) (lib.pushDownProperties value.content)
    else if kind == "override" then
      map (mapAttrs (_: lib.mkOverride value.priority)) (lib.pushDownProperties value.content)
    else
      [ value ];

  dischargeProperties =
    value:
    let
      kind = value._type or "";
    in
    if kind == "merge" then
      concatMap lib.dischargeProperties value.contents
    else if kind == "if" then
      if !builtins.isBool value.condition then
        throw "‘mkIf’ called with a non-Boolean condition"
      else
        lib.optionals value.condition (lib.dischargeProperties value.content)
    else
      [ value ];
}
