# The option system: modules in, a checked configuration out.
{ lib }:
let
  inherit (builtins) addErrorContext concatMap filter isAttrs mapAttrs seq;

  internals =
    { lib, ... }:
    {
      _file = "lib/modules.nix";
      key = "lib/modules.nix";
      options._module = {
        args = lib.mkOption {
          type = lib.types.lazyAttrsOf lib.types.raw;
          default = { };
          internal = true;
          description = "Additional arguments passed to each module.";
        };
        check = lib.mkOption {
          type = lib.types.bool;
          default = true;
          internal = true;
          description = "Whether definitions of undeclared options are errors.";
        };
        freeformType = lib.mkOption {
          type = lib.types.nullOr (lib.types.raw // { merge = _: defs: (builtins.head defs).value; });
          default = null;
          internal = true;
          description = "The type of definitions that no option declares.";
        };
      };
    };

  # ---- loading ----

  # A module as written (path, function, set) becomes { key, file, imports, options, config }.
  load =
    args: fallbackFile: fallbackKey: module:
    if builtins.isPath module || builtins.isString module then
      let
        file = toString module;
      in
      normalise file file (applyModule args file (import module))
    else if isAttrs module && module._type or "" == "configuration" then
      throw "A configuration was given where a module is expected, in ${fallbackFile}."
    else
      normalise fallbackFile fallbackKey (applyModule args fallbackKey module);

  # Functions get `config`, `lib`, … lazily: only the arguments they name are looked up in `_module.args`.
  applyModule =
    args: key: module:
    if lib.isFunction module then
      let
        named = mapAttrs (
          name: _:
          addErrorContext "while evaluating the module argument `${name}' in \"${key}\":" (
            args.${name} or args.config._module.args.${name}
          )
        ) (lib.functionArgs module);
      in
      module (args // named)
    else
      module;

  known = [ "_class" "_file" "key" "disabledModules" "imports" "options" "config" "meta" "freeformType" ];

  normalise =
    file: key: module:
    let
      unsupported = removeAttrs module known;
      freeform = lib.optionals (module ? freeformType) [ { _module.freeformType = module.freeformType; } ];
      structured = module ? config || module ? options;
    in
    if !isAttrs module then
      throw "Module `${key}' does not look like a module."
    else if structured && unsupported != { } then
      throw "Module `${key}' has an unsupported attribute `${builtins.head (builtins.attrNames unsupported)}'. This is caused by introducing a top-level `config' or `options' attribute. Add configuration attributes immediately on the top level instead, or move all of them (namely: ${toString (builtins.attrNames unsupported)}) into the explicit `config' attribute."
    else
      {
        key = toString (module.key or key);
        file = toString (module._file or file);
        disabled = module.disabledModules or [ ];
        imports = module.imports or [ ];
        options = module.options or { };
        configs = freeform ++ [ (if structured then module.config or { } else removeAttrs module known) ];
      };

  # Every module once, imported ones before those that import them.
  collect =
    args: modules:
    let
      node = parent: index: module: load args parent.file "${parent.key}:anon-${toString index}" module;
      closure = builtins.genericClosure {
        startSet = lib.imap1 (node {
          file = "<unknown-file>";
          key = "";
        }) modules;
        operator = parent: lib.imap1 (node parent) parent.imports;
      };
      disabled = map toString (concatMap (module: module.disabled) closure);
    in
    lib.reverseList (filter (module: !(builtins.elem module.key disabled)) closure);

  # ---- merging ----

  byName = field: entries: builtins.zipAttrsWith (_: values: values) (
    map (entry: mapAttrs (_: value: { inherit (entry) file; inherit value; }) entry.${field}) entries
  );

  pushedDefinitions =
    loc: definitions:
    concatMap (
      definition:
      map (value: {
        inherit (definition) file;
        value = if isAttrs value then value else notASet loc definition.file value;
      }) (lib.pushDownProperties definition.value)
    ) definitions;

  notASet =
    loc: file: value:
    throw "In module `${file}', you're trying to define a value of type `${builtins.typeOf value}'\nrather than an attribute set for the option\n`${lib.showOption loc}'!\n\nThis usually happens if `${lib.showOption loc}' has option\ndefinitions inside that are not matched. Please check how to properly define\nthis option by e.g. referring to `man 5 configuration.nix'!";

  # Declarations and definitions below `loc` → { options, unmatched }.
  mergeTree =
    loc: declarations: definitions:
    let
      declared = byName "value" declarations;
      defined = byName "value" (pushedDefinitions loc definitions);
      children = mapAttrs (
        name: decls:
        let
          path = loc ++ [ name ];
          defs = defined.${name} or [ ];
          isLeaf = map (decl: lib.isOption decl.value) decls;
        in
        if builtins.all lib.id isLeaf then
          {
            options = lib.evalOption path (mergeDeclarations path decls) defs;
            unmatched = [ ];
          }
        else if builtins.any lib.id isLeaf then
          throw "The option `${lib.showOption path}' in ${lib.showFiles (lib.getFiles decls)} is a prefix of other options."
        else
          mergeTree path decls defs
      ) declared;
    in
    {
      options = mapAttrs (_: child: child.options) children;
      unmatched =
        builtins.concatLists (lib.mapAttrsToList (_: child: child.unmatched) children)
        ++ builtins.concatLists (
          lib.mapAttrsToList (name: map (definition: definition // { loc = loc ++ [ name ]; })) (
            removeAttrs defined (builtins.attrNames declared)
          )
        );
    };

  mergeDeclarations =
    loc: declarations:
    let
      first = builtins.head declarations;
      join =
        all: decl:
        let
          merged = all.type.typeMerge decl.value.type.functor;
        in
        if all ? default && decl.value ? default || merged == null then
          throw "The option `${lib.showOption loc}' in `${decl.file}' is already declared in ${lib.showFiles all.declarations}."
        else
          decl.value
          // all
          // {
            type = merged;
            declarations = all.declarations ++ [ decl.file ];
          };
    in
    builtins.foldl' join ({ type = lib.types.unspecified; } // first.value // { declarations = [ first.file ]; }) (
      builtins.tail declarations
    );

  values = options: mapAttrs (_: child: if lib.isOption child then child.value else values child) options;

in
{
  # { modules, specialArgs, prefix } → { config, options, _module, type, extendModules }.
  evalModules =
    {
      modules,
      specialArgs ? { },
      prefix ? [ ],
      class ? null,
      check ? true,
      args ? { },
    }:
    let
      moduleArgs = {
        inherit lib config options;
        inherit specialArgs;
        _class = class;
        _prefix = prefix;
      }
      // specialArgs;
      loaded = collect moduleArgs (modules ++ [ internals ]);
      merged = mergeTree prefix (map (module: { inherit (module) file; value = module.options; }) loaded) (
        concatMap (module: map (value: { inherit (module) file; inherit value; }) module.configs) loaded
      );
      options = merged.options;
      declaredConfig = values options;
      freeformType = declaredConfig._module.freeformType;
      freeform = freeformType.merge prefix (
        map (definition: {
          inherit (definition) file;
          value = lib.setAttrByPath (lib.drop (builtins.length prefix) definition.loc) definition.value;
        }) merged.unmatched
      );
      config =
        if freeformType == null || merged.unmatched == [ ] then
          declaredConfig
        else
          lib.recursiveUpdate freeform declaredConfig;
      unmatched = builtins.head merged.unmatched;
      checked =
        if declaredConfig._module.check && freeformType == null && merged.unmatched != [ ] then
          throw "The option `${lib.showOption unmatched.loc}' does not exist. Definition values:${lib.showDefs [ unmatched ]}"
        else
          null;
      result = {
        _type = "configuration";
        options = seq checked options;
        config = seq checked (removeAttrs config [ "_module" ]);
        _module = seq checked config._module;
        type = lib.types.submoduleWith { inherit modules specialArgs; };
        extendModules =
          {
            modules ? [ ],
            specialArgs ? { },
            prefix ? outer.prefix,
          }:
          lib.evalModules {
            modules = outer.modules ++ modules;
            specialArgs = outer.specialArgs // specialArgs;
            inherit prefix;
          };
      };
      outer = { inherit modules specialArgs prefix; };
    in
    result;

  inherit (lib.types) mkOptionType isType isOptionType;
}
