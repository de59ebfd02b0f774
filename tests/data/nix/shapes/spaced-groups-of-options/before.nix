{ ... }:
{
  networking.hostName = "a";

  time.timeZone = "Europe/Berlin";

  sound.enable = true;
}
