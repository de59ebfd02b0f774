# The configuration of a host that is NixOS, in a container.
{ ... }:
{
  imports = [
    ./hardware-configuration.nix
    ./more.nix
  ];

  networking.hostName = "machine";

  system.stateVersion = "25.11";
}
