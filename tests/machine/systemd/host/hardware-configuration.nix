# What this machine is: a container, with the program as its administrator would have installed it.
{ pkgs, ... }:

{
  imports = [ /opt/nixos-ai/nix/module.nix ];

  services.nixos-ai.package = pkgs.writeShellScriptBin "nixos-ai" ''
    exec /usr/local/bin/node /opt/nixos-ai/dist/cli/bin.cjs "$@"
  '';

  # Root builds by itself: a container gives no namespaces for it.
  nix.settings = {
    sandbox = false;
    build-users-group = "";
  };
  environment.sessionVariables.NIX_PATH = "nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos:nixos-config=/etc/nixos/configuration.nix";

  fileSystems."/".device = "/dev/disk/by-label/nixos";
}
