{ ... }:
{
  imports = [ ./hardware-configuration.nix ./web.nix ];
}
