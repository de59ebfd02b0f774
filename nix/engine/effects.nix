# What a system does as root, and who is root or may become it, as far as its evaluation tells: a name for each part, and
# a hash of what it says. The same parts are read from a built system by engine/host/system/built-effect.ts.
{ config, attempt, hash }:
let
  inherit (builtins)
    attrNames
    concatStringsSep
    elem
    elemAt
    filter
    head
    isString
    listToAttrs
    mapAttrs
    split
    stringLength
    substring
    ;

  # No value of a host may end the evaluation that everything else is told by.
  shown =
    value:
    if isString value || builtins.isInt value || builtins.isBool value || value == null || builtins.isPath value then
      toString value
    else if builtins.isList value then
      concatStringsSep " " (map shown value)
    else if builtins.isAttrs value && value ? outPath then
      shown value.outPath
    else
      "";

  isSome = value: value != null;
  only = set: listToAttrs (filter (each: isSome each.value) (map (name: { inherit name; value = set.${name}; }) (attrNames set)));
  linesOf = text: filter isString (split "\n" text);
  endsIn = suffix: text: let from = stringLength text - stringLength suffix; in from >= 0 && substring from (-1) text == suffix;

  # What only orders units, or says when to restart them.
  quiet = [
    "After" "Before" "BindsTo" "Conflicts" "Description" "Documentation" "PartOf" "RequiredBy" "Requires" "WantedBy"
    "Wants" "X-OnlyManualStart" "X-Reload-Triggers" "X-ReloadIfChanged" "X-Restart-Triggers" "X-RestartIfChanged"
    "X-StopIfChanged" "X-StopOnRemoval"
  ];
  keyOf = line: head (split "=" line);
  valueOf = line: substring (stringLength (keyOf line) + 1) (-1) line;
  valuesOf = key: lines: map valueOf (filter (line: keyOf line == key) lines);
  last = default: list: if list == [ ] then default else elemAt list (builtins.length list - 1);
  # `+` and `!` before a command: with all rights, whatever the unit's user.
  isPrivileged =
    line:
    (substring 0 4 line == "Exec" && builtins.match "[@:|-]*[+!].*" (substring 0 6 (valueOf line)) != null)
    || keyOf line == "AmbientCapabilities";

  # Null where nothing of a unit is done as root.
  commandsOf =
    name: unit:
    let
      lines = filter (line: line != "" && !(elem (substring 0 1 line) [ "[" "#" ";" ]) && !(elem (keyOf line) quiet)) (
        linesOf (if unit.text or null == null then "" else unit.text)
      );
      user = last "root" (valuesOf "User" lines);
      root = elem user [ "" "root" "0" ] && last "no" (valuesOf "DynamicUser" lines) != "true";
      said = if root then lines else filter isPrivileged lines;
      counts = builtins.any (suffix: endsIn suffix name) [ ".service" ".socket" ".mount" ".automount" ".swap" ];
    in
    if !counts || !(unit.enable or true) || said == [ ] then null else hash (concatStringsSep "\n" said);

  commands = only (mapAttrs (name: unit: attempt "?" (commandsOf name unit)) (config.systemd.units or { }));

  # Store paths that every change has anew, and that other parts tell of.
  known = filter (each: each.path != "") [
    { path = shown (config.system.build.etc or ""); name = "etc"; }
    { path = shown (config.system.path or ""); name = "system-path"; }
  ];
  withoutKnown =
    text:
    concatStringsSep "users-groups.json" (
      filter isString (
        split "/nix/store/[0-9a-z]+-users-groups[.]json" (
          builtins.replaceStrings (map (each: each.path) known) (map (each: each.name) known) text
        )
      )
    );
  activation = mapAttrs (
    _: snippet: attempt "?" (hash (withoutKnown (shown (if isString snippet then snippet else snippet.text or ""))))
  ) (removeAttrs (config.system.activationScripts or { }) [ "script" ]);

  wrappers = mapAttrs (
    _: wrapper:
    attempt "?" (
      hash (
        concatStringsSep " " (
          map (name: shown (wrapper.${name} or "")) [
            "source" "program" "owner" "group" "setuid" "setgid" "capabilities" "permissions" "enable"
          ]
        )
      )
    )
  ) (config.security.wrappers or { });

  privileged = [
    "root" "wheel" "docker" "podman" "disk" "kmem" "lxd" "incus" "incus-admin" "libvirtd" "qemu-libvirtd" "shadow"
    "nixbld" "sudo" "messagebus"
  ];
  accountOf =
    name: user:
    let
      groups = filter (group: elem group privileged) ([ (user.group or "") ] ++ (user.extraGroups or [ ]));
      empty = filter (option: user.${option} or null == "") [
        "hashedPassword" "initialHashedPassword" "password" "initialPassword"
      ];
      root = (user.uid or null) == 0 || (user.name or name) == "root";
      keys = (user.openssh.authorizedKeys.keys or [ ]) ++ (user.openssh.authorizedKeys.keyFiles or [ ]);
      told = groups ++ empty ++ (if root then [ "is root" (shown (user.shell or "")) ] ++ keys else [ ]);
    in
    if told == [ ] then null else hash (concatStringsSep " " (map shown told));
  # A group that nobody is in gives nobody anything; who names it for themselves counts as an account.
  groupOf =
    name: group:
    if
      (group.gid or null) == 0 || (elem (group.name or name) privileged && (group.members or [ ]) != [ ])
    then
      hash (concatStringsSep " " (map shown ([ (group.gid or "") (group.name or name) ] ++ (group.members or [ ]))))
    else
      null;
  accounts =
    only (mapAttrs (name: user: attempt "?" (accountOf name user)) (config.users.users or { }))
    // listToAttrs (
      map (name: { name = "group ${name}"; value = attempt "?" (groupOf name config.users.groups.${name}); }) (
        filter (name: isSome (attempt null (groupOf name config.users.groups.${name}))) (
          attrNames (config.users.groups or { })
        )
      )
    );
in
{
  commands = attempt { } commands;
  activation = attempt { } activation;
  wrappers = attempt { } wrappers;
  accounts = attempt { } accounts;
  boot = attempt { } { "kernel parameters" = concatStringsSep " " (map shown (config.boot.kernelParams or [ ])); };
}
