# The package set of the sandbox channel: `import <nixpkgs> { config.allowUnfree = true; }`.
{
  config ? { },
  overlays ? [ ],
  system ? localSystem.system or localSystem,
  localSystem ? builtins.currentSystem,
  ...
}:
let
  lib = import ./lib;
  base =
    final:
    let
      builders = import ./pkgs/builders.nix { inherit lib system; };
    in
    builders
    // import ./pkgs/packages.nix {
      inherit lib config;
      inherit (builders) runCommand symlinkJoin;
      pkgs = final;
    }
    // {
      inherit lib config system overlays;
      pkgs = final;
      path = ./.;
      stdenv.hostPlatform = final.hostPlatform;
      hostPlatform = {
        inherit system;
        isLinux = true;
        isx86_64 = lib.hasPrefix "x86_64" system;
        isAarch64 = lib.hasPrefix "aarch64" system;
      };
    };
  final = builtins.foldl' (previous: overlay: previous // overlay final previous) (base final) overlays;
in
final
