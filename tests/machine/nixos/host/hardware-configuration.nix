# What this machine is: a container, with packages that come from Debian.
{
  lib,
  modulesPath,
  pkgs,
  ...
}:
{
  imports = [ (modulesPath + "/profiles/minimal.nix") ];

  nixpkgs.pkgs = import ./debian/packages.nix { nixpkgs = modulesPath + "/../.."; };

  boot = {
    isContainer = true;
    kernel.enable = lib.mkForce true;
    loader.generic-extlinux-compatible.enable = true;
  };
  systemd = {
    coredump.enable = false;
    oomd.enable = false;
    shutdownRamfs.enable = false;
  };
  services = {
    nscd.enable = false;
    lvm.enable = false;
    resolved.enable = false;
  };
  programs.fuse.enable = false;
  fonts.fontconfig.enable = false;
  system.nssModules = lib.mkForce [ ];
  networking = {
    resolvconf.enable = false;
    useDHCP = false;
    useHostResolvConf = false;
  };
  environment = {
    # Those of Debian are what its programs need; NixOS would link them to what leads back to them.
    ldso = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2";
    variables.NIX_REMOTE = lib.mkForce "";
  };
  nix.settings = {
    sandbox = false;
    substituters = lib.mkForce [ ];
  };
  system.build.initialRamdisk = pkgs.writeTextDir "initrd" "";
  fileSystems."/".device = "none";
}
