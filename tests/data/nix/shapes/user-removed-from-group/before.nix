{ ... }:
{
  users.users.alice.extraGroups = [ "wheel" "networkmanager" "audio" ];
}
