{ lib, config, ... }:
{
  config = lib.mkIf config.my.desktop {
    sound.enable = lib.mkForce true;
  };
}
