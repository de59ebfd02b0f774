# Which modules the host really has, beside those of its package set: a place for each. `file` is what the module system
# imported; with `line` and `column` it is a set or a function within that file, by one of its attributes or arguments.
{
  host,
  # The modules of the package set are under these.
  foreign,
  # The configuration directory: what is elsewhere is not told.
  root,
}:
let
  args = host._module.args or host.options._module.args.value or { };

  # What every module can ask for without naming it elsewhere. Older module systems do not tell the special ones.
  usual = {
    inherit (host.pkgs) lib;
    inherit (host) config options;
    modulesPath = "${toString host.pkgs.path}/nixos/modules";
  }
  // (host._module.specialArgs or host.options._module.specialArgs.value or { });

  unknown = throw "an argument of a module is not known";

  call =
    module:
    if builtins.isFunction module || module ? __functor then
      let
        wanted = builtins.functionArgs (if builtins.isFunction module then module else module.__functor module);
      in
      module (usual // builtins.mapAttrs (name: _: usual.${name} or args.${name} or unknown) wanted)
    else
      module;

  startsWith = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;

  isForeign = file: builtins.any (set: startsWith set file) foreign;

  isFile = module: builtins.isPath module || builtins.isString module;

  # Where a set was written, by the first of its attributes that says so.
  writtenAt =
    set:
    let
      known = builtins.filter (place: place != null) (
        map (name: builtins.unsafeGetAttrPos name set) (builtins.attrNames set)
      );
    in
    if known == [ ] then [ ] else [ (builtins.head known) ];

  item =
    parent: index: module:
    if isFile module then
      let
        file = builtins.unsafeDiscardStringContext (toString module);
      in
      {
        key = file;
        places = [ { inherit file; } ];
        # What a package set imports is its own.
        imports = if isForeign file then [ ] else importsOf (import module);
      }
    else
      {
        key = if module ? key then toString module.key else "${parent}:${toString index}";
        places =
          if builtins.isFunction module then
            let
              asked = writtenAt (builtins.functionArgs module);
            in
            if asked != [ ] then asked else writtenAt (call module)
          else
            writtenAt module;
        imports = importsOf module;
      };

  # What cannot be looked at again hides only itself.
  importsOf =
    module:
    let
      imports = (call module).imports or [ ];
      result = builtins.tryEval (builtins.seq (builtins.length imports) imports);
    in
    if result.success then result.value else [ ];

  items =
    parent: modules:
    builtins.concatLists (
      builtins.genList (
        at:
        let
          found = item parent at (builtins.elemAt modules at);
          result = builtins.tryEval (builtins.seq found.key (builtins.seq (builtins.length found.places) found));
        in
        if result.success then [ result.value ] else [ ]
      ) (builtins.length modules)
    );

  reached = builtins.genericClosure {
    startSet = items "" (args.modules or [ ]);
    operator = found: items found.key found.imports;
  };

  inside = if builtins.match ".*/" root == null then "${root}/" else root;

  places = map (
    place: place // { file = builtins.unsafeDiscardStringContext (toString place.file); }
  ) (builtins.concatMap (found: found.places) reached);
in
map (place: {
  file = builtins.substring (builtins.stringLength inside) (-1) place.file;
  line = place.line or null;
  column = place.column or null;
}) (builtins.filter (place: startsWith inside place.file) places)
