{ config, ... }:
{
  hardware.graphics = {
    enable = true;
    # for games
    driSupport32Bit = config.hardware.graphics.enable;
  };
}
