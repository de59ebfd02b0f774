{ config
, lib
, pkgs
, ...
}:
{
  users.users.ann.isNormalUser = true;
  users.users.ann.shell = pkgs.fish;
}
