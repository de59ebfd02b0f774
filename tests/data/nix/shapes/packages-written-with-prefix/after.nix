{ pkgs, ... }:
{
  environment.systemPackages = [
    pkgs.curl
    pkgs.wget
    pkgs.jq
  ];
}
