{ config, lib, ... }:
let
  cfg = config.security.sudo;
in
{
  options.security.sudo = {
    enable = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether users in the group `wheel` may become root with sudo.";
    };
    wheelNeedsPassword = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether users in the group `wheel` give a password to sudo.";
    };
    extraConfig = lib.mkOption {
      type = lib.types.lines;
      default = "";
      description = "Further lines of the sudoers file.";
    };
  };

  config.environment.etc.sudoers = lib.mkIf cfg.enable {
    mode = "0440";
    text = ''
      root ALL=(ALL:ALL) SETENV: ALL
      %wheel ALL=(ALL:ALL) ${lib.optionalString (!cfg.wheelNeedsPassword) "NOPASSWD:"}SETENV: ALL
      ${cfg.extraConfig}
    '';
  };
}
