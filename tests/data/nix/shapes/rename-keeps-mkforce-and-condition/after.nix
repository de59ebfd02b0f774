{ lib, config, ... }:
{
  config = lib.mkIf config.my.desktop {
    hardware.alsa.enable = lib.mkForce true;
  };
}
