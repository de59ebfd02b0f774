{
  description = "A sentence becomes a proved, verified and reversible change of a NixOS host.";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      each = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
    in
    {
      # Everything that ./scripts/demo.sh and ./scripts/test.sh need: `nix develop -c ./scripts/test.sh`.
      devShells = each (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.nodejs_24
            pkgs.nix
            pkgs.git
            # The sandbox host builds with it, also inside Nix' own build sandbox.
            pkgs.pkgsStatic.busybox
          ];
        };
      });
    };
}
