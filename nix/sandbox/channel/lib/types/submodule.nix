# Types that are sets of options themselves.
{ lib }:
let
  inherit (lib.types) mkOptionType;
  inherit (builtins) isAttrs;
in
{
  submodule = modules: lib.types.submoduleWith {
    shorthandOnlyDefinesConfig = true;
    modules = lib.toList modules;
  };
  submoduleWith =
    {
      modules,
      specialArgs ? { },
      shorthandOnlyDefinesConfig ? false,
      description ? null,
      class ? null,
    }:
    let
      evaluate =
        prefix: extra:
        lib.evalModules {
          inherit specialArgs prefix;
          modules = modules ++ [ { _module.args.name = if prefix == [ ] then "‹name›" else lib.last prefix; } ] ++ extra;
        };
      asModule =
        def:
        if isAttrs def.value && shorthandOnlyDefinesConfig then
          {
            _file = def.file;
            config = def.value;
          }
        else
          {
            _file = def.file;
            imports = [ def.value ];
          };
      freeform = (evaluate [ ] [ ])._module.freeformType;
    in
    mkOptionType {
      name = "submodule";
      description = if description != null then description else "submodule";
      descriptionClass = "noun";
      check = value: isAttrs value || lib.isFunction value || builtins.isPath value;
      merge = loc: defs: (evaluate loc (map asModule defs)).config;
      emptyValue.value = { };
      getSubOptions = prefix: removeAttrs (evaluate prefix [ ]).options [ "_module" ];
      getSubModules = modules;
      nestedTypes = lib.optionalAttrs (freeform != null) { freeformType = freeform; };
      functor = {
        name = "submodule";
        type = lib.types.submoduleWith;
        payload = { inherit modules specialArgs shorthandOnlyDefinesConfig description; };
        binOp = a: b: a // { modules = a.modules ++ b.modules; };
        wrapped = null;
      };
    };
  deferredModule = mkOptionType {
    name = "deferredModule";
    description = "module";
    descriptionClass = "noun";
    check = value: isAttrs value || lib.isFunction value || builtins.isPath value;
    merge = _: defs: {
      imports = map (def: {
        _file = def.file;
        imports = [ def.value ];
      }) defs;
    };
  };
}
