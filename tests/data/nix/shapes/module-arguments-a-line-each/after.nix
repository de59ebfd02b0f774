{
  config,
  lib,
  pkgs,
  ...
}:
{
  networking.hostName = "web";
  environment.systemPackages = with pkgs; [ tmux ];
}
