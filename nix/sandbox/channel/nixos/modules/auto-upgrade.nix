{ config, lib, ... }:
let
  cfg = config.system.autoUpgrade;
  inherit (lib) mkOption types;
in
{
  options.system.autoUpgrade = {
    enable = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the host upgrades itself from time to time.";
    };
    dates = mkOption {
      type = types.str;
      default = "04:40";
      example = "daily";
      description = "When the host upgrades itself.";
    };
    allowReboot = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the host reboots when the kernel changed.";
    };
    flake = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "github:kloenk/nix";
      description = "The flake to upgrade to.";
    };
    flags = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Further arguments of `nixos-rebuild`.";
    };
    operation = mkOption {
      type = types.enum [ "switch" "boot" ];
      default = "switch";
      description = "Whether to switch at once or at the next boot.";
    };
  };

  config.systemd.services.nixos-upgrade = lib.mkIf cfg.enable {
    description = "NixOS Upgrade";
    restartIfChanged = false;
    unitConfig.X-StopOnRemoval = false;
    startAt = cfg.dates;
    serviceConfig.Type = "oneshot";
    script = "echo nixos-rebuild ${cfg.operation} ${toString cfg.flags}";
  };
}
