{ lib, ... }:
{
  networking.useDHCP = lib.mkDefault true; # the installer's
}
