# The NixOS module: `imports = [ …/nix/module.nix ]; services.nixos-ai.enable = true;`
{ config, lib, ... }:
let
  cfg = config.services.nixos-ai;
in
{
  options.services.nixos-ai = {
    enable = lib.mkEnableOption "nixos-ai: the program, and what finishes or takes back a change after a reboot or a power cut";

    package = lib.mkOption {
      type = lib.types.package;
      example = lib.literalExpression ''
        pkgs.writeShellScriptBin "nixos-ai" '''exec ''${pkgs.nodejs_24}/bin/node /opt/nixos-ai/dist/cli/bin.js "$@"'''
      '';
      description = "The nixos-ai to use; it has `bin/nixos-ai`.";
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];

    systemd.services.nixos-ai-resume = {
      description = "Finish or take back an interrupted change";
      wantedBy = [ "multi-user.target" ];
      # A host is looked at once it is up. It must not be the other way round: an activation, also that of a rollback by
      # this very service, starts multi-user.target and waits for it.
      after = [ "multi-user.target" ];
      unitConfig = {
        ConditionPathExists = "/var/lib/nixos-ai";
        # An activation that this service is in the middle of must not end it.
        X-StopOnRemoval = false;
      };
      restartIfChanged = false;

      # As root's own shell has them: the engine goes on where a shell began.
      environment = {
        HOME = "/root";
        NIX_PATH = config.environment.sessionVariables.NIX_PATH or null;
      };
      path = [
        "/run/wrappers"
        "/run/current-system/sw"
      ];
      serviceConfig = {
        Type = "oneshot";
        # Once a boot: without it every switch, which starts multi-user.target, would start it again.
        RemainAfterExit = true;
        ExecStart = "${cfg.package}/bin/nixos-ai resume --if-any";
        # 5: nobody is here to approve it, and nothing was changed. 6: it waits for one more reboot. A change that was
        # taken back (3) leaves a failed unit to be seen.
        SuccessExitStatus = [ 5 6 ];
      };
    };
  };
}
