{ config, lib, ... }:
let
  cfg = config.nix;
  inherit (lib) mkOption types;
  text =
    value:
    if builtins.isBool value then lib.boolToString value
    else if builtins.isList value then builtins.concatStringsSep " " (map toString value)
    else toString value;
  atom = types.oneOf [ types.bool types.int types.float types.str types.path types.package ];
in
{
  options.nix = {
    enable = mkOption {
      type = types.bool;
      default = true;
      description = "Whether Nix is there.";
    };
    settings = mkOption {
      default = { };
      example = { sandbox = true; };
      description = "Settings of `nix.conf`.";
      type = types.submodule {
        freeformType = types.attrsOf (types.either atom (types.listOf atom));
        options = {
          experimental-features = mkOption {
            type = types.listOf types.str;
            default = [ ];
            description = "Experimental features to turn on.";
          };
          auto-optimise-store = mkOption {
            type = types.bool;
            default = false;
            description = "Whether equal files in the store are linked.";
          };
          trusted-users = mkOption {
            type = types.listOf types.str;
            default = [ ];
            description = "Users with special rights to the daemon.";
          };
          max-jobs = mkOption {
            type = types.either types.int (types.enum [ "auto" ]);
            default = "auto";
            description = "How many builds run at once.";
          };
        };
      };
    };
    extraOptions = mkOption {
      type = types.lines;
      default = "";
      description = "Further lines of `nix.conf`.";
    };
    gc = {
      automatic = mkOption {
        type = types.bool;
        default = false;
        description = "Whether garbage is collected at set times.";
      };
      dates = mkOption {
        type = types.either types.singleLineStr (types.listOf types.str);
        default = [ "03:15" ];
        apply = lib.toList;
        example = "weekly";
        description = "When garbage is collected.";
      };
      options = mkOption {
        type = types.singleLineStr;
        default = "";
        example = "--max-freed $((64 * 1024**3))";
        description = "Arguments of `nix-collect-garbage`.";
      };
      persistent = mkOption {
        type = types.bool;
        default = true;
        description = "Whether a time that was missed is made up for.";
      };
    };
    optimise.automatic = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the store is optimised at set times.";
    };
  };

  config = {
    environment.etc."nix/nix.conf".text = lib.concatLines (
      lib.mapAttrsToList (name: value: "${name} = ${text value}") cfg.settings
    )
    + cfg.extraOptions;
    systemd.services.nix-gc = lib.mkIf cfg.gc.automatic {
      description = "Nix Garbage Collector";
      startAt = cfg.gc.dates;
      restartIfChanged = false;
      serviceConfig.Type = "oneshot";
      script = "echo nix-collect-garbage ${lib.escapeShellArg cfg.gc.options}";
    };
  };
}
