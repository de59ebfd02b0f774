{ pkgs, ... }:
{
  environment.systemPackages = import ./packages.nix { inherit pkgs; } ++ [ pkgs.nano ];
}
