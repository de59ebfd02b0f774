# `nix-instantiate '<nixpkgs/nixos>' -A system`, as on a NixOS host.
{
  configuration ? <nixos-config>,
  system ? builtins.currentSystem,
}:
let
  evaluated = import ./lib/eval-config.nix {
    inherit system;
    modules = [ configuration ];
  };
in
{
  inherit (evaluated) pkgs config options;
  system = evaluated.config.system.build.toplevel;
}
