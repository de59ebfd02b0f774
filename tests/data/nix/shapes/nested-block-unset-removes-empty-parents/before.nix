{
  services = {
    openssh.enable = true;
    xserver = {
      desktopManager = {
        gnome3.enable = true;
      };
    };
  };
}
