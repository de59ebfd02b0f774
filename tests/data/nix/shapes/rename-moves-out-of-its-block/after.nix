{ ... }:
{
  services.xserver = {
    enable = true;
  };

  services.openssh.enable = true;
  services.libinput.enable = true; # touchpad

  system.stateVersion = "24.05";
}
