{ pkgs, ... }:
{
  users.users = {
    alice = {
      isNormalUser = true;
      shell = pkgs.zsh;
    };
    bob.isNormalUser = true;
  };

  system.stateVersion = "20.09";
}
