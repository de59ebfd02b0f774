{ lib, config, ... }:
{
  services.xserver = lib.mkIf config.my.desktop {
    libinput.enable = true;
  };
}
