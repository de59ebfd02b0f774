{ config, lib, pkgs, ... }:
let
  cfg = config.boot;
  inherit (lib) mkOption types;
  sysctlValue = types.nullOr (types.oneOf [ types.bool types.str types.int ]);
  names = description: mkOption {
    type = types.listOf types.str;
    default = [ ];
    inherit description;
  };
in
{
  options.boot = {
    kernelPackages = mkOption {
      type = types.raw;
      default = pkgs.linuxPackages;
      defaultText = "pkgs.linuxPackages";
      example = lib.literalExpression "pkgs.linuxPackages_latest";
      description = "The kernel and the modules made for it.";
    };
    kernelParams = names "Parameters of the kernel's command line.";
    kernelModules = names "Kernel modules to load.";
    extraModulePackages = mkOption {
      type = types.listOf types.package;
      default = [ ];
      description = "Packages of further kernel modules.";
    };
    supportedFilesystems = names "File systems the host can mount.";
    initrd.availableKernelModules = names "Kernel modules in the initial ramdisk, loaded when needed.";
    initrd.kernelModules = names "Kernel modules the initial ramdisk loads.";
    tmp.cleanOnBoot = mkOption {
      type = types.bool;
      default = false;
      description = "Whether `/tmp` is emptied at boot.";
    };
    kernel.sysctl = mkOption {
      default = { };
      example = { "net.ipv4.tcp_syncookies" = false; };
      description = "Runtime parameters of the kernel.";
      type = types.submodule { freeformType = types.attrsOf sysctlValue; };
    };
    loader = {
      timeout = mkOption {
        type = types.nullOr types.int;
        default = 5;
        description = "Seconds the boot menu waits; null waits for ever.";
      };
      systemd-boot = {
        enable = mkOption {
          type = types.bool;
          default = false;
          description = "Whether to use systemd-boot.";
        };
        configurationLimit = mkOption {
          type = types.nullOr types.int;
          default = null;
          description = "How many generations the menu has; null is all.";
        };
      };
      efi.canTouchEfiVariables = mkOption {
        type = types.bool;
        default = false;
        description = "Whether installing may change EFI boot variables.";
      };
      efi.efiSysMountPoint = mkOption {
        type = types.str;
        default = "/boot";
        description = "Where the EFI system partition is mounted.";
      };
      grub = {
        enable = mkOption {
          type = types.bool;
          default = !cfg.loader.systemd-boot.enable;
          defaultText = "!config.boot.loader.systemd-boot.enable";
          description = "Whether to use GRUB.";
        };
        device = mkOption {
          type = types.str;
          default = "";
          example = "/dev/disk/by-id/wwn-0x500001234567890a";
          description = "The disk on which GRUB is installed.";
        };
        devices = mkOption {
          type = types.listOf types.str;
          default = [ ];
          description = "The disks on which GRUB is installed.";
        };
        efiSupport = mkOption {
          type = types.bool;
          default = false;
          description = "Whether GRUB is built with EFI support.";
        };
      };
    };
  };

  config = {
    assertions = [
      {
        assertion = !cfg.loader.grub.enable || cfg.loader.grub.device != "" || cfg.loader.grub.devices != [ ];
        message = "You must set the option ‘boot.loader.grub.devices’ or 'boot.loader.grub.mirroredBoots' to make the system bootable.";
      }
    ];
    environment.etc."sysctl.d/60-nixos.conf".text = lib.concatLines (
      lib.mapAttrsToList (
        name: value: "${name}=${if builtins.isBool value then (if value then "1" else "0") else toString value}"
      ) (lib.filterAttrs (_: value: value != null) cfg.kernel.sysctl)
    );
  };
}
