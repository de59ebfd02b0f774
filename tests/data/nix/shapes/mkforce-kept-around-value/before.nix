{ lib, ... }:
{
  services.xserver.displayManager.defaultSession = lib.mkForce "none+i3";
}
