# The units: what goes on after a boot, the daemon, and a timer for each schedule.
{ config, lib, ... }:
let
  cfg = config.services.nixos-ai;
  declared = import ./declared.nix { inherit lib cfg; };
  hardening = import ./hardening.nix;
  program = "${cfg.package}/bin/nixos-ai";

  # As root's own shell has them: the engine goes on where a shell began.
  asRoot = {
    environment = {
      HOME = "/root";
      NIX_PATH = config.environment.sessionVariables.NIX_PATH or null;
    };
    path = [
      "/run/wrappers"
      "/run/current-system/sw"
    ];
    # A switch that one of these is in the middle of must not end it, and one that changes it need not.
    restartIfChanged = false;
    unitConfig.X-StopOnRemoval = false;
  };

  # 5: nobody is here to approve it, and nothing was changed. 6: it waits for one more reboot. A change of a schedule
  # that was taken back (3) leaves a failed unit to be seen.
  notFailures = [
    5
    6
  ];

  scheduled = name: each: lib.nameValuePair "nixos-ai-schedule-${name}" (
    asRoot
    // {
      description = "Runbook ${each.runbook}, by schedule ${name}";
      serviceConfig = hardening.run // {
        Type = "oneshot";
        # What it runs, with which values and when stands in the service file, which was checked.
        ExecStart = "${program} service run ${name}";
        SuccessExitStatus = notFailures;
        StateDirectory = "nixos-ai";
        StateDirectoryMode = "0700";
      };
    }
  );
  timer = name: each: lib.nameValuePair "nixos-ai-schedule-${name}" {
    description = "Runbook ${each.runbook}, by schedule ${name}";
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = each.calendar;
      RandomizedDelaySec = if each.jitter == null then "10m" else each.jitter;
      Persistent = each.persistent != false;
    };
  };
in
{
  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];

    systemd.services = lib.mapAttrs' scheduled declared.schedules // {
      nixos-ai-resume = asRoot // {
        description = "Finish or take back an interrupted change";
        wantedBy = [ "multi-user.target" ];
        # A host is looked at once it is up. It must not be the other way round: an activation, also that of a rollback by
        # this very service, starts multi-user.target and waits for it.
        after = [ "multi-user.target" ];
        unitConfig = asRoot.unitConfig // {
          ConditionPathExists = "/var/lib/nixos-ai";
        };
        serviceConfig = {
          Type = "oneshot";
          # Once a boot: without it every switch, which starts multi-user.target, would start it again.
          RemainAfterExit = true;
          ExecStart = "${program} resume --if-any";
          # To put back what was interrupted (3) is what it is for: the host is well, and no monitor has to say otherwise.
          SuccessExitStatus = [ 3 ] ++ notFailures;
        };
      };
    }
    // lib.optionalAttrs cfg.daemon.enable {
      nixos-ai-daemon = asRoot // {
        description = "nixos-ai: triggers, notifications, and the socket for operators and viewers";
        # Its runs are units of their own, which the end of it does not end.
        restartIfChanged = true;
        unitConfig = { };
        restartTriggers = [ config.environment.etc."nixos-ai/service.yaml".source ];
        # Not after the service that resumes: that one waits for multi-user.target, which waits for this. What it starts
        # waits for the host by itself.
        wantedBy = [ "multi-user.target" ];
        serviceConfig = hardening.daemon // {
          ExecStart = "${program} daemon";
          Restart = "on-failure";
          RestartSec = "10s";
          StateDirectory = "nixos-ai";
          StateDirectoryMode = "0700";
          RuntimeDirectory = "nixos-ai";
          RuntimeDirectoryMode = "0755";
        };
      };
    };
    systemd.timers = lib.mapAttrs' timer declared.schedules;
  };
}
