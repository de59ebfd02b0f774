{ ... }:

{
  imports = [ ./web.nix ];

  # who we are
  networking.hostName = "a";
}
