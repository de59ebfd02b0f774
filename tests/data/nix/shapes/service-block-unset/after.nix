{
  services.openssh.enable = true;

  sound.enable = true;
}
