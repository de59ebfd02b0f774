# The files below /etc/nixos-ai, and the derivation in which our own program looks at them.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.nixos-ai;
  declared = import ./declared.nix { inherit lib cfg; };
  yaml = import ./yaml.nix { inherit lib; };

  entries = lib.mapAttrsToList (
    name: each:
    {
      inherit name;
    }
    // removeAttrs each [
      "option"
      "parameters"
    ]
    // lib.optionalAttrs (each.parameters or { } != { }) { "with" = each.parameters; }
  );
  provider = each: removeAttrs each [ "credentialFile" ] // { key-file = each.credentialFile; };

  settings = yaml.compact (
    cfg.settings
    // lib.optionalAttrs (cfg.providers != { }) { providers = builtins.mapAttrs (_: provider) cfg.providers; }
  );
  service = yaml.compact {
    service = 1;
    inherit (cfg) operators viewers;
    schedules = entries declared.schedules;
    triggers = entries cfg.triggers;
    notifications = entries cfg.notifications;
  };
  serves = cfg.daemon.enable || declared.schedules != { } || cfg.triggers != { } || cfg.notifications != { };

  written = option: value: {
    inherit option;
    text = yaml.render [ "Made from ${option}; edit the configuration of NixOS instead." ] value;
  };
  file = option: value: if builtins.isAttrs value then written option value else { inherit option; source = value; };

  files =
    lib.optionalAttrs (settings != { }) { "config.yaml" = written "services.nixos-ai.settings" settings; }
    // lib.optionalAttrs (cfg.policy != null) { "policy.yaml" = file "services.nixos-ai.policy" cfg.policy; }
    // lib.optionalAttrs serves { "service.yaml" = written "services.nixos-ai" service; }
    // lib.mapAttrs' (
      name: each: lib.nameValuePair "runbooks/${name}.yaml" (file each.option each.value)
    ) declared.runbooks;

  # Where each file, or part of one, is said.
  origins =
    builtins.mapAttrs (_: each: each.option) files
    // {
      "config.yaml/providers" = "services.nixos-ai.providers";
    }
    // lib.mapAttrs' (name: each: lib.nameValuePair "service.yaml/schedules/${name}" each.option) declared.schedules;

  baseName = builtins.replaceStrings [ "/" ] [ "-" ];
  place = name: each: ''
    mkdir -p "$(dirname "$out/${name}")"
    cp ${each.source or (pkgs.writeText (baseName name) each.text)} "$out/${name}"
  '';
  # `systemd-analyze calendar` knows what OnCalendar takes.
  systemd = config.systemd.package or pkgs.systemd or null;
  checked = pkgs.runCommand "nixos-ai-configuration" { preferLocalBuild = true; } ''
    ${lib.concatStrings (lib.mapAttrsToList place files)}
    ${lib.optionalString cfg.checkConfiguration ''
      export HOME=$TMPDIR NO_COLOR=1
      ${lib.optionalString (systemd != null) ''PATH="$PATH:${systemd}/bin"''}
      ${cfg.package}/bin/nixos-ai config check "$out" ${
        lib.escapeShellArgs (lib.mapAttrsToList (place: option: "--option=${place}=${option}") origins)
      }
    ''}
  '';
in
{
  options.services.nixos-ai.files = lib.mkOption {
    type = lib.types.unspecified;
    internal = true;
    readOnly = true;
    description = "What is written below /etc/nixos-ai, before it is checked.";
  };

  config = {
    services.nixos-ai.files = files;
    environment.etc = lib.mkIf cfg.enable (
      lib.mapAttrs' (name: _: lib.nameValuePair "nixos-ai/${name}" { source = "${checked}/${name}"; }) files
    );
  };
}
