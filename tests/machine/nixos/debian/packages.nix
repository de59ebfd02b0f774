# The packages of a NixOS without a binary cache: the package set of a real nixpkgs, over which lie derivations of links to
# what Debian installed below.
{ nixpkgs }:
let
  lib = import (nixpkgs + "/lib");
  system = builtins.currentSystem;

  # The first two stages of the one for foreign computers: tools of /usr, and nothing that it would have to compile.
  stdenvStages =
    args:
    let
      native = import (nixpkgs + "/pkgs/stdenv/native") args;
    in
    [
      (builtins.head native)
      (
        previous:
        builtins.elemAt native 1 (previous // { cc = previous.cc // { libc = thin.libc; }; })
      )
    ];

  thin = import ./thin.nix { inherit lib system; };
in
import (nixpkgs + "/pkgs/top-level") {
  localSystem = { inherit system; };
  config.allowUnfree = true;
  inherit stdenvStages;
  overlays = [ (import ./overlay.nix { inherit lib thin; }) ];
}
