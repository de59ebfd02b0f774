{ config, lib, ... }:
{
  options.system = {
    stateVersion = lib.mkOption {
      type = lib.types.strMatching "[0-9]{2}\\.[0-9]{2}";
      default = "25.11";
      description = "The release with which this host was first installed. Stateful defaults follow it; do not change it.";
    };
    nixos = {
      version = lib.mkOption {
        type = lib.types.str;
        internal = true;
        default = lib.version;
        description = "The full version.";
      };
      release = lib.mkOption {
        type = lib.types.str;
        readOnly = true;
        default = "25.11";
        description = "The release.";
      };
      codeName = lib.mkOption {
        type = lib.types.str;
        readOnly = true;
        default = "Sandbox";
        description = "The name of the release.";
      };
      label = lib.mkOption {
        type = lib.types.strMatching "[a-zA-Z0-9:_\\.-]*";
        default = config.system.nixos.version;
        defaultText = "config.system.nixos.version";
        description = "The label of this generation in the boot menu.";
      };
      tags = lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        description = "Strings to put before the label.";
      };
    };
  };
}
