{ ... }:

{
  # who we are
  networking.hostName = "a";
}
