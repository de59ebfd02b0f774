{ config, lib, ... }:
let
  cfg = config.nixpkgs;
in
{
  options.nixpkgs = {
    config = lib.mkOption {
      type = lib.types.attrs;
      default = { };
      example = { allowUnfree = true; };
      description = "Settings of the package set, such as `allowUnfree`.";
    };
    overlays = lib.mkOption {
      type = lib.types.listOf lib.types.raw;
      default = [ ];
      description = "Functions that change or add packages.";
    };
    system = lib.mkOption {
      type = lib.types.str;
      default = builtins.currentSystem or "x86_64-linux";
      description = "The platform packages are built on and for; `nixpkgs.hostPlatform` goes before it.";
    };
    hostPlatform = lib.mkOption {
      type = lib.types.either lib.types.str lib.types.attrs;
      example = "x86_64-linux";
      description = "The platform the configuration runs on.";
    };
    pkgs = lib.mkOption {
      type = lib.types.raw;
      internal = true;
      description = "The package set.";
    };
  };

  config = {
    _module.args.pkgs = lib.mkDefault cfg.pkgs;
    nixpkgs.hostPlatform = lib.mkOptionDefault cfg.system;
    nixpkgs.pkgs = lib.mkDefault (
      import ../.. {
        inherit (cfg) config overlays;
        system = cfg.hostPlatform.system or cfg.hostPlatform;
      }
    );
  };
}
