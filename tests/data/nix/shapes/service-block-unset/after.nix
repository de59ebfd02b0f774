{
  services.openssh.enable = true;

  # Enable CUPS to print documents.

  sound.enable = true;
}
