# The program as its module installs it, with what its package would bring along.
{ lib, pkgs, ... }:
{
  imports = [ /opt/nixos-ai/nix/module.nix ];

  services.nixos-ai = {
    enable = true;
    settings.limits.settle = 0.8;
    package = pkgs.writeShellScriptBin "nixos-ai" ''
      export PATH="$PATH:${
        lib.makeBinPath [
          pkgs.git
          pkgs.nix
          pkgs.util-linux
        ]
      }"
      exec /usr/local/bin/node /opt/nixos-ai/dist/cli/bin.cjs "$@"
    '';
  };
}
