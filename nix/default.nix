# For those without flakes: `nix-build nix -A nixos-ai`, and in a configuration
# `imports = [ (import /path/to/nixos-ai/nix { }).nixosModules.default ];`.
{
  pkgs ? import <nixpkgs> { },
}:
{
  nixos-ai = pkgs.callPackage ./package.nix { };
  nixosModules.default = ./module.nix;
  overlays.default = final: _: { nixos-ai = final.callPackage ./package.nix { }; };
}
