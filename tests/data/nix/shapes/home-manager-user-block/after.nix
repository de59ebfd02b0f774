{ pkgs, ... }:
{
  home-manager.users.alice = { pkgs, ... }: {
    home.packages = [ pkgs.ripgrep ];
  };
  home-manager.useGlobalPkgs = true;
}
