{ pkgs, ... }:
{
  environment.systemPackages = (with pkgs; [
    vim
    htop
  ]) ++ (with pkgs.gnome3; [
    gnome-tweak-tool
  ]);
}
