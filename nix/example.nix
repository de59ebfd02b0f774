# A host that uses all of the module; the tests and `nix flake check` build what is made of it.
{
  services.nixos-ai = {
    enable = true;
    operators = [ "wheel" ];
    viewers = [ "users" ];

    settings = {
      keep = 20;
      limits.build = 7200;
      planner.order = [
        "offline"
        "claude"
      ];
    };
    providers.claude = {
      kind = "anthropic";
      model = "claude-sonnet-4-5";
      credentialFile = "/run/secrets/anthropic-key";
    };
    policy = {
      policy = 1;
      autonomy.package = "automatic";
    };

    runbooks.restart-web = {
      description = "Start nginx again, and see that it answers.";
      parameters.port = {
        type = "integer";
        minimum = 1;
        maximum = 65535;
        default = 80;
        description = "Port that answers.";
      };
      steps = [
        {
          id = "restart";
          run = {
            argv = [
              "systemctl"
              "restart"
              "nginx.service"
            ];
            effect = "change";
            undo = [
              "systemctl"
              "restart"
              "nginx.service"
            ];
          };
        }
        {
          id = "answers";
          verify = [
            {
              tcp.port.param = "port";
              within = "30s";
            }
          ];
        }
      ];
    };

    library.weekly-cleanup = {
      enable = true;
      parameters.keep = "14d";
      schedule = {
        calendar = "Sun 03:00";
        jitter = "30m";
        window = "02:00-05:00";
        approved = true;
      };
    };
    schedules.firewall = {
      runbook = "open-port";
      parameters.port = 8080;
      calendar = "*-*-01 04:30";
      persistent = false;
    };

    triggers.web = {
      when.unit-failed = "nginx.service";
      run = "restart-web";
      cooldown = "15m";
      budget = {
        runs = 2;
        per = "1h";
      };
    };
    triggers.slow = {
      when.health = {
        checks = [
          { http.url = "http://localhost/"; }
        ];
        every = "30s";
        failures = 5;
      };
      run = "restart-web";
      parameters.port = 8080;
    };

    notifications.mail = {
      on = [
        "rolled-back"
        "needs-human"
      ];
      smtp = {
        host = "mail.example.org";
        from = "nixos-ai@example.org";
        to = [ "admin@example.org" ];
        user = "nixos-ai";
        password-file = "/run/secrets/mail";
      };
    };
    notifications.screen = {
      on = [ "needs-human" ];
      desktop = { };
    };
  };
}
