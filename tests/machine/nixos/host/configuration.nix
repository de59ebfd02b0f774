# The configuration of a host that is NixOS, in a container.
{ ... }:
{
  imports = [
    ./hardware-configuration.nix
    ./lab.nix
    ./more.nix
  ];

  networking.hostName = "machine";

  lab.web.enable = true;

  system.stateVersion = "25.11";
}
