{ ... }:
{
  services.xserver.enable = true;
  services.xserver.xkb.layout = "de"; # German
}
