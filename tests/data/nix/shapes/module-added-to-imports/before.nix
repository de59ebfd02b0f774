{ ... }:
{
  imports = [ ./hardware-configuration.nix ];
}
