# What was declared, in one form: the runbooks and schedules of one's own with those of the library.
{ lib, cfg }:
let
  library = import ./library.nix { inherit lib; };
  enabled = lib.filterAttrs (_: each: each.enable) cfg.library;
  given = each: lib.filterAttrs (_: value: value != null) each.parameters;
  adapted = lib.filterAttrs (_: each: given each != { }) enabled;
  scheduled = lib.filterAttrs (_: each: each.schedule != null) enabled;
in
rec {
  inherit library;

  # By name; each has a `value` (a file, or what stands in it) and the option that says so.
  runbooks =
    builtins.mapAttrs (name: each: {
      value = library.withDefaults library.runbooks.${name} (given each);
      option = "services.nixos-ai.library.${name}.parameters";
    }) adapted
    // builtins.mapAttrs (name: value: {
      value =
        if builtins.isAttrs value then
          {
            runbook = name;
            version = 1;
          }
          // value
        else
          value;
      option = "services.nixos-ai.runbooks.${name}";
    }) cfg.runbooks;

  # By name; each with its runbook, its parameters and its option.
  schedules =
    builtins.mapAttrs (
      name: each:
      each.schedule
      // {
        runbook = name;
        parameters = { };
        option = "services.nixos-ai.library.${name}.schedule";
      }
    ) scheduled
    // builtins.mapAttrs (name: each: each // { option = "services.nixos-ai.schedules.${name}"; }) cfg.schedules;

  # Names that `run` and `call` know.
  names = lib.unique (builtins.attrNames cfg.runbooks ++ builtins.attrNames library.runbooks);

  # Scheduled runbooks of the library that lack a parameter: `{ name, missing }`.
  unfinished = builtins.filter (each: each.missing != [ ]) (
    lib.mapAttrsToList (name: each: {
      inherit name;
      missing = builtins.filter (parameter: each.parameters.${parameter} == null) (
        library.requiredOf library.runbooks.${name}
      );
    }) scheduled
  );
  # Two schedules of one name would be one unit.
  repeated = builtins.filter (name: cfg.schedules ? ${name}) (builtins.attrNames scheduled);
}
