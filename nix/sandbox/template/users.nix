# The people who use this host.
{ pkgs, ... }:

{
  users.users.alice = {
    isNormalUser = true;
    description = "Alice";
    extraGroups = [ "wheel" ]; # may become root with sudo
    packages = with pkgs; [
      tree
    ];
    openssh.authorizedKeys.keys = [ ];
  };
}
