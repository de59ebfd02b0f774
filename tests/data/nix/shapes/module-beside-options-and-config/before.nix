{ lib, ... }:
{
  options.my.x = lib.mkOption { };
  config.my.x = 1;
}
