# What can be said below `services.nixos-ai`. Keys of files are spelled as in the files, so that their documentation
# applies.
{ config, lib, pkgs, ... }:
let
  inherit (lib) mkOption types;
  own = import ./types.nix { inherit lib; };
  code = lib.literalExpression or lib.literalExample;

  host = own.fromSchema {
    root = lib.importJSON ../../schemas/host.schema.json;
    open = true;
  };
  service = own.fromSchema { root = lib.importJSON ../../schemas/service.schema.json; };
  library = import ./library.nix { inherit lib; };

  # `with` is a word of Nix.
  entry =
    definition:
    let
      options = service.optionsOf (service.definition definition);
    in
    types.attrsOf (
      types.submodule {
        options =
          removeAttrs options [
            "name"
            "with"
          ]
          // lib.optionalAttrs (options ? "with") { inherit parameters; };
      }
    );
  parameters = mkOption {
    type = own.yamlMap;
    default = { };
    example = { user = "alice"; };
    description = "Values of the runbook's parameters; checked against the runbook when the system is built.";
  };
in
{
  options.services.nixos-ai = {
    enable = lib.mkEnableOption "nixos-ai: the program, and the unit that finishes or rolls back a change after a reboot or a power failure";

    package = mkOption {
      type = types.package;
      default = pkgs.nixos-ai or (pkgs.callPackage ../package.nix { });
      defaultText = code "pkgs.nixos-ai, else nix/package.nix";
      example = code ''
        pkgs.writeShellScriptBin "nixos-ai" '''
          exec ''${pkgs.nodejs_24}/bin/node /opt/nixos-ai/dist/cli/bin.cjs "$@"
        '''
      '';
      description = "The nixos-ai package to use; it provides `bin/nixos-ai`.";
    };

    settings = mkOption {
      type = host.submodule {
        options = removeAttrs (host.optionsOf (lib.importJSON ../../schemas/host.schema.json)) [ "providers" ];
      };
      default = { };
      example = {
        keep = 20;
        limits.build = 7200;
      };
      description = ''
        Settings of the host, as in `/etc/nixos-ai/config.yaml`: `schemas/host.schema.json` lists every key. The policy and
        the providers have options of their own.
      '';
    };

    providers = mkOption {
      type = types.attrsOf (
        host.submodule {
          options = removeAttrs (host.optionsOf (host.definition "provider")) [ "key-file" ] // {
            credentialFile = own.optional own.secretFile ''
              File with the key, which root alone may read: what agenix or sops-nix puts below `/run`, say. Only its path
              is written down; a path in the Nix store is refused.
            '';
          };
        }
      );
      default = { };
      example = {
        claude = {
          kind = "anthropic";
          credentialFile = "/run/secrets/anthropic-key";
        };
      };
      description = "Language models that may plan, by names you choose. `settings.planner.order` says which are asked.";
    };

    policy = mkOption {
      type = types.nullOr (types.either types.path own.yamlMap) // {
        description = "null, a file, or a map of YAML values";
      };
      default = null;
      example = {
        policy = 1;
        autonomy.package = "automatic";
      };
      description = "What may be changed, and who is asked: a file, or its content. The default policy if null.";
    };

    operators = mkOption {
      type = types.listOf types.str;
      default = [ "wheel" ];
      description = "Groups whose members may run and approve through the daemon's socket.";
    };
    viewers = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "users" ];
      description = "Groups whose members have read access. Operators have it too.";
    };

    runbooks = mkOption {
      type = types.attrsOf (types.either types.path own.yamlMap // { description = "a file, or a map of YAML values"; });
      default = { };
      example = code ''
        {
          restart-web = ./runbooks/restart-web.yaml;
          greet.steps = [
            { id = "hello"; notify = "Hello."; }
          ];
        }
      '';
      description = ''
        Runbooks of this host, by name: a file, or the whole runbook as a Nix value, where `runbook` is the name and
        `version` 1 by default. Each is checked when the system is built; an unsafe one fails the build.
      '';
    };

    library = builtins.mapAttrs (_: shipped: {
      enable = mkOption {
        type = types.bool;
        default = false;
        description = "Whether the parameters and the schedule below apply. ${shipped.description}";
      };
      parameters = library.parameterOptions shipped;
      schedule = mkOption {
        type = types.nullOr (
          types.submodule {
            options =
              removeAttrs (service.optionsOf (service.definition "schedule")) [
                "name"
                "runbook"
                "with"
              ];
          }
        );
        default = null;
        example = {
          calendar = "Sun 03:00";
          window = "02:00-05:00";
        };
        description = "When the runbook runs; never if null.";
      };
    }) library.runbooks;

    schedules = mkOption {
      type = entry "schedule";
      default = { };
      example = {
        nightly = {
          runbook = "weekly-cleanup";
          calendar = "Sun 03:00";
          window = "02:00-05:00";
        };
      };
      description = "Runbooks that run on a schedule, each by a systemd timer.";
    };
    triggers = mkOption {
      type = entry "trigger";
      default = { };
      example = {
        web = {
          when.unit-failed = "nginx.service";
          run = "restart-web";
        };
      };
      description = "Runbooks the daemon runs when something happens; `when` has exactly one member.";
    };
    notifications = mkOption {
      type = entry "notification";
      default = { };
      example = {
        phone = {
          on = [
            "rolled-back"
            "needs-human"
          ];
          ntfy.topic = "my-host";
        };
      };
      description = "Whom the daemon notifies how a run ended, and through which one channel.";
    };

    daemon.enable = mkOption {
      type = types.bool;
      default = with config.services.nixos-ai; triggers != { } || notifications != { };
      defaultText = code "true where there are triggers or notifications";
      description = "Whether the daemon runs: triggers, notifications, and the socket for operators and viewers.";
    };

    checkConfiguration = mkOption {
      type = types.bool;
      default = true;
      description = "Whether the package checks all files when the system is built. Turn it off if the package cannot run there.";
    };
  };
}
