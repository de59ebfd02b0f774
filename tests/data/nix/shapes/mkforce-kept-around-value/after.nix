{ lib, ... }:
{
  services.xserver.displayManager.defaultSession = lib.mkForce "xfce";
}
