{ pkgs, ... }:
{
  environment.systemPackages = with pkgs; [ git gnome3.nautilus ];
}
