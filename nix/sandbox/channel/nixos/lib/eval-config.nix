# Modules in, an evaluated host out.
{
  system ? null,
  modules ? [ ],
  specialArgs ? { },
  baseModules ? import ../modules/module-list.nix,
  pkgs ? null,
  lib ? import ../../lib,
  prefix ? [ ],
  ...
}:
let
  defaults = {
    _file = ./eval-config.nix;
    key = ./eval-config.nix;
    config.nixpkgs.system = lib.mkIf (system != null) (lib.mkDefault system);
    config._module.args = {
      inherit baseModules modules;
    }
    // lib.optionalAttrs (pkgs != null) { pkgs = lib.mkForce pkgs; };
  };
  special = {
    modulesPath = toString ../modules;
  }
  // specialArgs;
  evaluated = lib.evalModules {
    inherit prefix;
    class = "nixos";
    specialArgs = special;
    modules = baseModules ++ [ defaults ] ++ modules;
  };
in
evaluated
// {
  inherit lib;
  _module = evaluated._module // {
    specialArgs = special;
  };
  pkgs = evaluated._module.args.pkgs;
  inherit (evaluated) config options;
}
