{
  networking.hostName = "box"; # in the cellar
  system.stateVersion = "24.11";
}
