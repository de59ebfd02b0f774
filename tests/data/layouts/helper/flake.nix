{
  description = "Every host is a directory below hosts/";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05";

  outputs =
    inputs@{ nixpkgs, ... }:
    let
      mkHost = import ./lib/mk-host.nix { inherit inputs; };
    in
    {
      nixosConfigurations = {
        atlas = mkHost { name = "atlas"; };
        vega = mkHost {
          name = "vega";
          system = "aarch64-linux";
        };
      };
    };
}
