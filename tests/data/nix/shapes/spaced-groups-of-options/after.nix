{ ... }:
{
  networking.hostName = "a";

  time.timeZone = "Europe/Berlin";

  sound.enable = true;

  i18n.defaultLocale = "de_DE.UTF-8";
}
