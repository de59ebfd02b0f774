# Where the value of an option comes from: what the files say of it, and which of them count. Below a declared option, too.
{
  host,
  attempt,
  plain,
  style,
  pkgs,
  source,
}:
let
  # The declared option at or above a path: for `users.users.alice.shell` that is `users.users`.
  declaredAt =
    path:
    let
      go =
        rest: set:
        if (set._type or null) == "option" then
          set
        else if rest == [ ] || !(builtins.isAttrs set) || !(set ? ${builtins.head rest}) then
          null
        else
          go (builtins.tail rest) set.${builtins.head rest};
    in
    go path host.options;

  # Below a declared option (`users.users.alice.shell`) every definition of it may hold one of its own: what it says there,
  # with its file, its conditions met and its priority known.
  defaultPriority = 100;

  statedAt =
    file: priority: path: value:
    let
      kind = if builtins.isAttrs value then value._type or "" else "";
    in
    if kind == "if" then
      if value.condition then statedAt file priority path value.content else [ ]
    else if kind == "merge" then
      builtins.concatMap (statedAt file priority path) value.contents
    else if kind == "override" then
      statedAt file value.priority path value.content
    else if kind == "order" then
      statedAt file priority path value.content
    else if path == [ ] then
      [ { inherit file priority value; } ]
    else if kind == "" && builtins.isAttrs value && value ? ${builtins.head path} then
      statedAt file priority (builtins.tail path) value.${builtins.head path}
    else
      [ ];

  definitionsOf =
    declared:
    if declared ? definitionsWithLocations then
      declared.definitionsWithLocations
    else
      # Module systems before 22.11: two lists of one length.
      builtins.genList (at: {
        file = builtins.elemAt declared.files at;
        value = builtins.elemAt declared.definitions at;
      }) (builtins.length declared.definitions);

  # Every definition of a path at or below a declared option.
  statedBelow =
    declared: path:
    let
      below = builtins.genList (at: builtins.elemAt path (at + builtins.length declared.loc)) (
        builtins.length path - builtins.length declared.loc
      );
    in
    builtins.concatMap (
      definition: attempt [ ] (
        map
          (each: {
            inherit (each) priority;
            file = builtins.unsafeDiscardStringContext each.file;
            value = attempt { _unknown = "error"; } (plain 8 each.value);
          })
          (statedAt (toString definition.file) defaultPriority below definition.value)
      )
    ) (definitionsOf declared);

  # Which file says what counts: of the definitions with the highest priority, each.
  winnersAt =
    declared: path:
    let
      stated = statedBelow declared path;
      strongest = builtins.foldl' (
        best: each: if each.priority < best then each.priority else best
      ) 9999 stated;
    in
    map (each: { inherit (each) file value; }) (
      builtins.filter (each: each.priority == strongest) stated
    );

  startsWith = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;

  # Where the module set is: what it defines nobody of this host has written.
  moduleSets =
    if style == "flake" then
      [ "/nix/store/" ]
    else
      map (path: "${toString path}/") ([ <nixpkgs> ] ++ (if pkgs ? path then [ pkgs.path ] else [ ]));

  isOwn =
    file:
    startsWith "/" file
    && (
      (style == "flake" && startsWith "${source.sourceInfo or source}/" file)
      || !(builtins.any (set: startsWith set file) moduleSets)
    );

  originFact =
    path:
    let
      declared = declaredAt path;
      own = attempt null (
        if declared == null then [ ] else builtins.filter isOwn (map (each: each.file) (statedBelow declared path))
      );
    in
    (if own == null then { } else { inherit own; })
    // attempt { } (
      # The module system takes the default of an option for a definition of its declaration.
      if declared != null && declared.loc == path && (declared.highestPrio or 100) >= 1500 then
        { isDefault = true; }
      else
        { }
    )
    // {
      files = attempt [ ] (
        if declared == null then [ ] else map toString (declared.files or [ ])
      );
      # What was written, of the highest priority: an option may turn it into another form when it is read.
      definitions = attempt [ ] (
        if declared == null || declared.loc != path then [ ] else map (plain 8) declared.definitions
      );
      winners = attempt [ ] (if declared == null then [ ] else winnersAt declared path);
    };
in
originFact
