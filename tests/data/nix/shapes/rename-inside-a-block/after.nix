{ ... }:
{
  hardware = {
    bluetooth.enable = true;
    graphics.enable = true;
  };
}
