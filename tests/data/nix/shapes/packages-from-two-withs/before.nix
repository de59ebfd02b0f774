{ pkgs, ... }:
{
  environment.systemPackages = (with pkgs; [
    vim
  ]) ++ (with pkgs.gnome3; [
    gnome-tweak-tool
  ]);
}
