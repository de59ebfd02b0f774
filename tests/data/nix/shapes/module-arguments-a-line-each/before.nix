{
  config,
  lib,
  ...
}:
{
  networking.hostName = "web";
}
