{ pkgs, ... }:
{
  home-manager.users.alice = { pkgs, ... }: {
    home.packages = [ pkgs.ripgrep pkgs.fzf ];
    programs.git.userName = "Alice";
  };
  home-manager.useGlobalPkgs = true;
}
