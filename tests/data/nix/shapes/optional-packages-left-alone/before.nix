{ config, lib, pkgs, ... }:
{
  environment.systemPackages = with pkgs; [
    vim
    git
  ] ++ lib.optionals config.services.xserver.enable [
    firefox
  ];
}
