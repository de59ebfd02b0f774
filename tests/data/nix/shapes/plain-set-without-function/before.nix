{
  networking.domain = "example.org";
}
