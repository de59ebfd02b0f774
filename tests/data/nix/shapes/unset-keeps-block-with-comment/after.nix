{
  services.xserver = {
    # videoDrivers = [ "nvidia" ];
  };
}
