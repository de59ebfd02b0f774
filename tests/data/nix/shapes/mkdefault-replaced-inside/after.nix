{ lib, ... }:
{
  networking.useDHCP = lib.mkDefault false; # the installer's
}
