{ config, lib, ... }:
let
  inherit (lib) mkOption types;
  filesystem =
    { name, ... }:
    {
      options = {
        mountPoint = mkOption {
          type = types.nonEmptyStr;
          default = name;
          defaultText = "<name>";
          description = "Where it is mounted.";
        };
        device = mkOption {
          type = types.nullOr types.nonEmptyStr;
          default = null;
          example = "/dev/sda";
          description = "The device it is on.";
        };
        fsType = mkOption {
          type = types.nonEmptyStr;
          default = "auto";
          example = "ext3";
          description = "The kind of file system.";
        };
        options = mkOption {
          type = types.nonEmptyListOf types.nonEmptyStr;
          default = [ "defaults" ];
          example = [ "noatime" ];
          description = "Options of the mount.";
        };
        neededForBoot = mkOption {
          type = types.bool;
          default = false;
          description = "Whether it is mounted before the system starts.";
        };
      };
    };
  swap = {
    options = {
      device = mkOption {
        type = types.nonEmptyStr;
        example = "/dev/sda3";
        description = "The device or file.";
      };
      size = mkOption {
        type = types.nullOr types.int;
        default = null;
        example = 2048;
        description = "The size of a file to make, in MiB.";
      };
      priority = mkOption {
        type = types.nullOr types.int;
        default = null;
        description = "Devices of a higher priority are used first.";
      };
    };
  };
in
{
  options = {
    fileSystems = mkOption {
      type = types.attrsOf (types.submodule filesystem);
      default = { };
      description = "The file systems to mount.";
    };
    swapDevices = mkOption {
      type = types.listOf (types.submodule swap);
      default = [ ];
      example = [ { device = "/dev/hda7"; } ];
      description = "The devices to swap to.";
    };
    zramSwap = {
      enable = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to swap to compressed memory.";
      };
      memoryPercent = mkOption {
        type = types.int;
        default = 50;
        description = "How much memory may be swapped, in percent of all.";
      };
      algorithm = mkOption {
        type = types.str;
        default = "zstd";
        description = "How memory is compressed.";
      };
    };
  };

  config = {
    assertions = [
      {
        assertion = config.fileSystems ? "/";
        message = "The ‘fileSystems’ option does not specify your root file system.";
      }
    ];
    environment.etc.fstab.text = lib.concatMapStrings (
      each: "${if each.device == null then "none" else each.device} ${each.mountPoint} ${each.fsType} ${builtins.concatStringsSep "," each.options} 0 2\n"
    ) (builtins.attrValues config.fileSystems)
    + lib.concatMapStrings (each: "${each.device} none swap\n") config.swapDevices;
    environment.etc."systemd/zram-generator.conf" = lib.mkIf config.zramSwap.enable {
      text = ''
        [zram0]
        compression-algorithm=${config.zramSwap.algorithm}
        zram-size=ram * ${toString config.zramSwap.memoryPercent} / 100
      '';
    };
  };
}
