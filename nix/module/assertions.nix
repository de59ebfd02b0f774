# What types cannot express. Each message names the option.
{ config, lib, ... }:
let
  cfg = config.services.nixos-ai;
  own = import ./types.nix { inherit lib; };
  declared = import ./declared.nix { inherit lib cfg; };
  prefix = "services.nixos-ai";

  known = option: name: {
    assertion = builtins.elem name declared.names;
    message = "${prefix}.${option}: there is no runbook '${name}'; ${prefix}.runbooks and the library have ${lib.concatStringsSep ", " declared.names}.";
  };
  oneOf =
    option: value: keys:
    let
      said = builtins.filter (key: value.${key} != null) keys;
    in
    {
      assertion = builtins.length said == 1;
      message = "${prefix}.${option} needs exactly one of ${lib.concatStringsSep ", " keys}; it has ${
        if said == [ ] then "none" else lib.concatStringsSep ", " said
      }.";
    };
  secret = option: value: {
    assertion = value == null || own.isSafeSecret value;
    message = "${prefix}.${option} has to be the absolute path of a file outside the Nix store, as a string in quotes: everybody can read the store.";
  };
  # Whatever a channel calls its files: `password-file`, `url-file`, …
  secretsOf =
    option: channel:
    lib.mapAttrsToList (key: value: secret "${option}.${key}" value) (lib.filterAttrs (key: _: lib.hasSuffix "-file" key) channel);
  channels = [
    "webhook"
    "ntfy"
    "smtp"
    "desktop"
  ];
  group = option: name: {
    assertion = config.users.groups ? ${name};
    message = "${prefix}.${option}: there is no group '${name}' in users.groups.";
  };
  runbook =
    name: value:
    [
      {
        assertion = builtins.match "[a-z][a-z0-9]*(-[a-z0-9]+)*" name != null;
        message = "${prefix}.runbooks.${name}: a name is lower-case words joined by single dashes.";
      }
    ]
    ++ lib.optional (builtins.isAttrs value) {
      assertion = value.runbook or name == name;
      message = "${prefix}.runbooks.${name}.runbook has a different name, '${toString (value.runbook or name)}'; leave it out.";
    };
  each = f: set: builtins.concatLists (lib.mapAttrsToList f set);
in
{
  config = lib.mkIf cfg.enable {
    assertions =
      each runbook cfg.runbooks
      ++ each (name: schedule: [ (known "schedules.${name}.runbook" schedule.runbook) ]) cfg.schedules
      ++ each (name: trigger: [
        (known "triggers.${name}.run" trigger.run)
        (oneOf "triggers.${name}.when" trigger.when (builtins.attrNames trigger.when))
      ]) cfg.triggers
      ++ each (
        name: notification:
        [ (oneOf "notifications.${name}" notification channels) ]
        ++ builtins.concatMap (
          channel: lib.optionals (notification.${channel} != null) (secretsOf "notifications.${name}.${channel}" notification.${channel})
        ) channels
      ) cfg.notifications
      ++ each (name: provider: [ (secret "providers.${name}.credentialFile" provider.credentialFile) ]) cfg.providers
      ++ map (
        { name, missing }:
        {
          assertion = false;
          message = "${prefix}.library.${name}.parameters.${builtins.head missing} has to be set: ${prefix}.library.${name}.schedule runs it with nobody there to ask.";
        }
      ) declared.unfinished
      ++ map (name: {
        assertion = false;
        message = "${prefix}.schedules.${name} and ${prefix}.library.${name}.schedule have the same name; rename the first.";
      }) declared.repeated
      ++ map (group "operators") cfg.operators
      ++ map (group "viewers") cfg.viewers
      ++ [
        {
          assertion = cfg.policy == null || cfg.settings.policy-file == null;
          message = "${prefix}.policy and ${prefix}.settings.policy-file both set the policy; keep one.";
        }
        {
          assertion = !cfg.settings ? providers;
          message = "${prefix}.settings.providers: use ${prefix}.providers instead, where key files are checked.";
        }
      ];
    warnings = lib.optional (!cfg.daemon.enable && (cfg.triggers != { } || cfg.notifications != { })) "${prefix}.daemon.enable is false, so ${prefix}.triggers and ${prefix}.notifications do nothing.";
  };
}
