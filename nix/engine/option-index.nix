# Every declared option of a host as plain data: name, type in words, structured type, and what is known beyond.
{
  host,
  attempt,
  # Look at no default, no package and no module: in some trees that ends the evaluation in a way that cannot be caught.
  careful ? false,
  # Where the modules of the package set are.
  foreign ? [ ],
  # Where the files of the modules are.
  root ? "",
}:
let
  isOption = value: builtins.isAttrs value && (value._type or null) == "option";

  # Values of the enum type have moved within the functor over the years.
  enumValues =
    type:
    let
      payload = type.functor.payload or null;
    in
    if builtins.isList payload then
      payload
    else if builtins.isAttrs payload && payload ? values then
      payload.values
    else
      [ ];

  scalar = value: builtins.isString value || builtins.isInt value || builtins.isBool value || value == null;

  nested =
    type:
    if (type.nestedTypes or { }) != { } then
      type.nestedTypes
    else if (type.functor.wrapped or null) != null then
      { elemType = type.functor.wrapped; }
    else if (type.name or "") == "either" && builtins.isList (type.functor.payload or null) then
      {
        left = builtins.elemAt type.functor.payload 0;
        right = builtins.elemAt type.functor.payload 1;
      }
    else
      { };

  # Types may contain themselves (systemd's "sysctl" alternatives, JSON values): six levels say enough.
  typeTree =
    depth: type:
    let
      inner = nested type;
      name = type.name or "unspecified";
    in
    { inherit name; }
    // (
      if depth == 0 then
        { }
      else if name == "enum" then
        { values = builtins.filter scalar (attempt [ ] (enumValues type)); }
      else if inner ? left && inner ? right then
        { of = [ (typeTree (depth - 1) inner.left) (typeTree (depth - 1) inner.right) ]; }
      else if inner ? finalType then
        { elem = typeTree (depth - 1) inner.finalType; }
      else if inner ? elemType then
        { elem = typeTree (depth - 1) inner.elemType; }
      else
        { }
    );

  plainDefault =
    option:
    let
      value = attempt null (
        let
          data = option.default;
        in
        if
          scalar data || data == [ ] || data == { } || (builtins.isList data && builtins.all scalar data)
        then
          { inherit data; }
        else
          null
      );
    in
    # One that has words for it is computed, of whatever else the host says: looking at it may end the evaluation in a way
    # that cannot be caught (`config.users.groups.''${name}.gid` in a submodule that has no name here). The manual of NixOS
    # looks at none of these either.
    if option ? default && !(option ? defaultText) && value != null then { default = value.data; } else { };

  describe =
    option:
    let
      text = option.description or null;
    in
    if builtins.isString text then
      { description = text; }
    else if builtins.isAttrs text && builtins.isString (text.text or null) then
      { description = text.text; }
    else
      { };

  # The name an option has now. The module system says it in the description of the hidden old one; its markup has changed
  # over the years, and so has how a computed name is written.
  renamed =
    option:
    let
      text = (describe option).description or "";
      found = builtins.match "Alias of (<option>|[{]option[}]`|`)([^<`]+)(</option>|`)[.][[:space:]]*" text;
    in
    if (option.visible or true) == false && found != null then { renamedTo = builtins.elemAt found 1; } else { };

  declaredIn =
    option:
    let
      files = map (file: builtins.unsafeDiscardStringContext (toString file)) (option.declarations or [ ]);
    in
    if files == [ ] then { } else { declaredIn = files; };

  # As one writes it: a component that is not an identifier is quoted, so that its own dots are none of the path.
  dotted = path: builtins.concatStringsSep "." (map quoted path);
  quoted =
    part:
    if part == "<name>" || part == "*" || builtins.match "[A-Za-z_][A-Za-z0-9_'-]*" part != null then
      part
    else
      "\"${builtins.replaceStrings [ "\\" "\"" "\${" ] [ "\\\\" "\\\"" "\\\${" ] part}\"";

  # Placeholders of attribute names have many spellings (`<name?>`, `<username>`); here they are all `<name>`. `*`, any item
  # of a list, has one.
  placeholder = part: if builtins.substring 0 1 part == "<" then "<name>" else part;

  declaration =
    option:
    {
      name = dotted (map placeholder option.loc);
      type = attempt "unspecified" (option.type.description or option.type.name or "unspecified");
      tree = attempt { name = "unspecified"; } (typeTree 6 (option.type or { }));
    }
    // (if option.readOnly or false then { readOnly = true; } else { })
    // attempt { } (describe option)
    // attempt { } (renamed option)
    // attempt { } (declaredIn option)
    // (if careful then { } else attempt { } (plainDefault option));

  subOptions =
    depth: option:
    if depth == 0 || (option.visible or true) == "shallow" then
      [ ]
    else
      attempt [ ] (walk (depth - 1) (builtins.removeAttrs (option.type.getSubOptions option.loc) [ "_module" ]));

  walk =
    depth: value:
    if isOption value then
      [ (declaration value) ] ++ subOptions depth value
    else if builtins.isAttrs value then
      builtins.concatMap (name: walk depth value.${name}) (builtins.attrNames value)
    else
      [ ];

  packageFact =
    attr: package:
    let
      parsed = builtins.parseDrvName package.name;
    in
    {
      inherit attr;
      name = package.pname or parsed.name;
      version = package.version or parsed.version;
    }
    // (if builtins.isString (package.meta.description or null) then { inherit (package.meta) description; } else { })
    // (if isUnfree (package.meta.license or [ ]) then { unfree = true; } else { });

  isUnfree =
    license:
    if builtins.isList license then
      builtins.any isUnfree license
    else
      builtins.isAttrs license && !(license.free or true);

  packageAt =
    attr:
    attempt [ ] (
      let
        value = host.pkgs.${attr};
      in
      if builtins.isAttrs value && (value.type or null) == "derivation" then
        [ (packageFact attr value) ]
      # A set of packages built for one kernel is chosen as a whole (boot.kernelPackages).
      else if builtins.isAttrs value && (value.kernel.type or null) == "derivation" then
        [ (packageFact attr value.kernel) ]
      else
        [ ]
    );
in
{
  options = walk 8 (builtins.removeAttrs host.options [ "_module" ]);
  modules = if careful then [ ] else import ./modules-read.nix { inherit host foreign root; };
  packages =
    if careful then
      map (attr: {
        inherit attr;
        name = attr;
        version = "";
      }) (builtins.attrNames host.pkgs)
    else
      builtins.concatMap packageAt (builtins.attrNames host.pkgs);

}
