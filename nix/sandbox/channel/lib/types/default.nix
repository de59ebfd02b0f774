# Option types. Their names, descriptions, `nestedTypes`, `getSubOptions` and `functor` are those of NixOS, so that one
# expression reads the options of either.
{ lib }:
import ./base.nix { inherit lib; }
// import ./scalars.nix { inherit lib; }
// import ./compound.nix { inherit lib; }
// import ./submodule.nix { inherit lib; }
