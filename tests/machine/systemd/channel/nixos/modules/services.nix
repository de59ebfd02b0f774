# Services of every kind that a switch treats in its own way.
{ config, lib, pkgs, ... }:
let
  cfg = config.lab;
  sh = text: "/bin/sh -c ${builtins.toJSON text}";
  enabled = lib.mkEnableOption;
  seconds = default: description: lib.mkOption {
    type = lib.types.int;
    inherit default description;
  };
  service = name: enable: unit: lib.mkIf enable { ${name} = { wantedBy = [ "multi-user.target" ]; } // unit; };
in
{
  options.lab = {
    web = {
      enable = enabled "a service that runs";
      greeting = lib.mkOption {
        type = lib.types.str;
        default = "hello";
        description = "What it says; it does not start where that is `bad`.";
      };
    };
    socket.enable = enabled "a service that its socket starts";
    timer.enable = enabled "a service that a timer starts";
    failing.enable = enabled "a service that fails at once";
    flapping = {
      enable = enabled "a service that fails, is started again by systemd, and then runs";
      failures = seconds 1 "How often it fails first.";
    };
    slow = {
      enable = enabled "a service that takes long to start";
      seconds = seconds 5 "How long.";
    };
    address = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      example = "192.0.2.2/24";
      description = "The address of the one network interface, `host0`.";
    };
    needsKernel = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      description = "The version of the kernel without which the service `driver` does not start.";
    };
  };

  config = {
    # What every system of systemd has comes from Debian here.
    systemd.targets.multi-user.enable = lib.mkForce false;
    systemd.targets.timers.enable = lib.mkForce false;

    systemd.services = lib.mkMerge [
      (service "web" cfg.web.enable {
        preStart = ''[ ${lib.escapeShellArg cfg.web.greeting} != bad ]'';
        serviceConfig.ExecStart = sh "echo ${cfg.web.greeting}; exec sleep infinity";
      })
      (lib.mkIf cfg.timer.enable {
        tick = {
          serviceConfig.Type = "oneshot";
          script = "echo tick >> /run/ticks";
        };
      })
      (service "failing" cfg.failing.enable {
        serviceConfig.ExecStart = sh "echo it cannot work >&2; exit 3";
      })
      (service "flapping" cfg.flapping.enable {
        serviceConfig = {
          # Before it runs, so that who starts it hears of the failure: of a process that ends later only chance tells.
          ExecStartPre = sh "echo try >> /run/flapping; [ $$(wc -l < /run/flapping) -gt ${toString cfg.flapping.failures} ]";
          ExecStart = sh "exec sleep infinity";
          Restart = "on-failure";
          RestartSec = "3s";
        };
      })
      (service "slow" cfg.slow.enable {
        # It tells each second.
        preStart = "rm -f /run/slow; for n in $(seq ${toString cfg.slow.seconds}); do echo $n >>/run/slow; sleep 1; done";
        serviceConfig.ExecStart = sh "exec sleep infinity";
      })
      (service "address" (cfg.address != null) {
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
          ExecStop = "/sbin/ip address flush dev host0";
        };
        script = ''
          /sbin/ip address replace ${toString cfg.address} dev host0
          /sbin/ip link set host0 up
        '';
      })
      (service "driver" (cfg.needsKernel != null) {
        preStart = "grep -q ${toString cfg.needsKernel} /run/booted-system/kernel";
        serviceConfig.ExecStart = sh "exec sleep infinity";
      })
    ];
    systemd.timers = lib.mkIf cfg.timer.enable {
      tick = {
        wantedBy = [ "timers.target" ];
        timerConfig = {
          OnActiveSec = "1s";
          AccuracySec = "100ms";
        };
      };
    };
    systemd.units = lib.mkIf cfg.socket.enable {
      "answer.socket" = {
        wantedBy = [ "sockets.target" ];
        text = ''
          [Socket]
          ListenStream=/run/answer.sock
          Accept=yes
        '';
      };
      "answer@.service".text = ''
        [Service]
        ExecStart=/bin/sh -c "echo answer"
        StandardInput=socket
        StandardOutput=socket
      '';
    };
  };
}
