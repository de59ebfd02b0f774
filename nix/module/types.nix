# Types of the module, made from the JSON Schemas of the project: what they say is said once.
{ lib }:
let
  inherit (lib) mkOption types;

  # Any YAML value except a path: a Nix path would be copied into the store, which everybody can read.
  yaml =
    let
      value =
        types.nullOr (
          types.oneOf [
            types.bool
            types.int
            types.float
            types.str
            (types.listOf value)
            (types.attrsOf value)
          ]
        )
        // {
          description = "YAML value";
        };
    in
    value;
  yamlMap = types.attrsOf yaml // { description = "map of YAML values"; };

  # `{ "description": …, "$ref": "#/$defs/path" }` says more than what it refers to.
  resolve =
    root: schema:
    if schema ? "$ref" then
      root."$defs".${lib.removePrefix "#/$defs/" schema."$ref"} // removeAttrs schema [ "$ref" ]
    else
      schema;

  # An ECMAScript pattern as `builtins.match` understands it, which matches the whole text; null where it might differ.
  posix =
    pattern:
    let
      anchored = builtins.match "\\^(.*)\\$" pattern;
      body = builtins.head anchored;
      # Without its groups: an alternative beside them would begin or end before the anchors.
      outside = lib.concatStrings (builtins.filter builtins.isString (builtins.split "\\([^()]*\\)" body));
      differs = lib.hasInfix "(?" body || lib.hasInfix "\\" body || lib.hasInfix "|" outside;
    in
    if anchored == null || differs then null else body;

  within =
    base: schema:
    let
      low = schema.minimum or null;
      high = schema.maximum or null;
      bound = word: each: lib.optional (each != null) "${word} ${builtins.toJSON each}";
      words = bound "at least" low ++ bound "at most" high;
    in
    types.addCheck base (value: (low == null || value >= low) && (high == null || value <= high))
    // lib.optionalAttrs (words != [ ]) {
      description = "${base.description}, ${lib.concatStringsSep ", " words}";
    };

  text =
    schema:
    let
      pattern = if schema ? pattern then posix schema.pattern else null;
      base = if pattern == null then types.str else types.strMatching pattern;
      size = builtins.stringLength;
      fits = value: size value >= schema.minLength or 0 && size value <= schema.maxLength or (size value);
    in
    types.addCheck base fits // { inherit (base) description; };

  number = types.either types.int types.float // { description = "number"; };

  # If the module system has no free-form options, there are only those of the schema.
  hasFreeform =
    (builtins.tryEval (lib.evalModules { modules = [ { freeformType = yamlMap; x = true; } ]; }).config.x).success;

  # `root` is the document that references lead into. `open`: keys that the schema does not know are let through, since
  # our own program looks at all of it when the system is built.
  make =
    { root, open ? false }:
    let
      typeOf =
        written:
        let
          schema = resolve root written;
          kind = schema.type or null;
        in
        if schema ? enum then
          types.enum schema.enum
        else if kind == "string" then
          text schema
        else if kind == "integer" then
          within types.int schema
        else if kind == "number" then
          within number schema
        else if kind == "boolean" then
          types.bool
        else if kind == "array" then
          types.listOf (typeOf (schema.items or { }))
        else if kind == "object" && schema ? properties then
          submodule { options = optionsOf schema; }
        else if kind == "object" && builtins.isAttrs (schema.additionalProperties or null) then
          types.attrsOf (typeOf schema.additionalProperties)
        else if kind == "object" then
          yamlMap
        else
          yaml;

      # What need not be given is null, and then not written.
      optionsOf =
        schema:
        builtins.mapAttrs (
          name: written:
          let
            property = resolve root written;
            type = typeOf property;
          in
          if builtins.elem name (schema.required or [ ]) then
            mkOption {
              inherit type;
              description = describe property;
            }
          else
            optional type (describe property)
        ) schema.properties;

      submodule = module: types.submodule (module // lib.optionalAttrs (open && hasFreeform) { freeformType = yamlMap; });
    in
    {
      inherit typeOf optionsOf submodule;
      definition = name: root."$defs".${name};
    };

  optional =
    type: description:
    mkOption {
      type = types.nullOr type;
      default = null;
      inherit description;
    };

  describe =
    schema:
    (schema.description or "")
    + lib.optionalString (schema ? default) " `${builtins.toJSON schema.default}` by default.";
in
{
  inherit yaml yamlMap optional;
  fromSchema = make;

  # A file that holds a secret, by its path on the host. A Nix path is accepted here so that an assertion can say what
  # is wrong with it; it is never turned into text.
  secretFile = types.either types.path types.str // {
    description = "absolute path outside the Nix store, as a string";
  };
  isSafeSecret = value: builtins.isString value && lib.hasPrefix "/" value && !lib.hasPrefix builtins.storeDir value;
}
