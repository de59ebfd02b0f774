{ ... }:
{
  hardware = {
    bluetooth.enable = true;
    opengl.enable = true;
  };
}
