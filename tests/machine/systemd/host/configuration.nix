# The configuration of a host that real systemd runs.
{ pkgs, ... }:

{
  imports = [
    ./hardware-configuration.nix
    ./more.nix
  ];

  boot.loader.systemd-boot.enable = true;
  # boot.kernelPackages = pkgs.linuxPackages_latest;

  networking.hostName = "machine";
  networking.firewall.enable = false;

  # Finishes or takes back a change after a power cut or a reboot.
  services.nixos-ai.enable = true;

  lab.web.enable = true;

  system.stateVersion = "25.11";
}
