{ ... }:
{
  services.xserver = {
    enable = true;
    libinput.enable = true; # touchpad
  };

  services.openssh.enable = true;

  system.stateVersion = "24.05";
}
