{ config, lib, pkgs, ... }:

{
  time.timeZone = "UTC";
  programs.zsh.enable = true;
  users.defaultUserShell = pkgs.zsh;
}
