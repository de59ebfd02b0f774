{
  networking.domain = "example.org";
  networking.hostName = "mail";
}
