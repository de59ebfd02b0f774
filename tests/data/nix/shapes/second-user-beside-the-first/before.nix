{ pkgs, ... }:
{
  users.users = {
    alice = {
      isNormalUser = true;
      shell = pkgs.zsh;
    };
  };

  system.stateVersion = "20.09";
}
