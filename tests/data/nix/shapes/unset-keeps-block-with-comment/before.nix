{
  services.xserver = {
    layout = "de";
    # videoDrivers = [ "nvidia" ];
  };
}
