{ config, ... }:
{
  hardware.opengl = {
    enable = true;
    # for games
    driSupport32Bit = config.hardware.opengl.enable;
  };
}
