{
  description = "The package set and the modules of a sandbox host.";

  outputs =
    { self }:
    let
      lib = import ./lib // {
        nixosSystem = arguments: import ./nixos/lib/eval-config.nix arguments;
      };
      forAllSystems = lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ];
    in
    {
      inherit lib;
      legacyPackages = forAllSystems (system: import ./. { inherit system; });
      nixosModules = { };
    };
}
