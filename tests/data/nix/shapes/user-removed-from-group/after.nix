{ ... }:
{
  users.users.alice.extraGroups = [ "wheel" "audio" ];
}
