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
      each = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system} self.packages.${system}.nixos-ai);
      call = pkgs: pkgs.callPackage ./nix/package.nix { };
    in
    {
      packages = each (
        pkgs: nixos-ai: {
          nixos-ai = call pkgs;
          default = nixos-ai;
        }
      );

      # The package is that of the flake's own nixpkgs, unless the host says otherwise.
      nixosModules.default =
        { lib, pkgs, ... }:
        {
          imports = [ ./nix/module.nix ];
          services.nixos-ai.package = lib.mkDefault self.packages.${pkgs.stdenv.hostPlatform.system}.nixos-ai;
        };

      overlays.default = final: _: { nixos-ai = call final; };

      checks = each (
        pkgs: nixos-ai: {
          inherit nixos-ai;
          # A host with something of everything: the program looks at all its files.
          module = import ./nix/check.nix {
            inherit (nixpkgs) lib;
            inherit pkgs;
            module = self.nixosModules.default;
          };
        }
      );

      # `nix run github:…#demo`: the main job, on a host that is made for it and removed.
      apps = each (
        pkgs: nixos-ai: {
          demo = {
            type = "app";
            program = "${
              pkgs.writeShellApplication {
                name = "nixos-ai-demo";
                runtimeInputs = [ nixos-ai ];
                text = ''
                  host=$(mktemp -d /tmp/nixos-ai-demo.XXXXXX)/host
                  trap 'nixos-ai sandbox stop "$host" || true; rm -rf "$(dirname "$host")"' EXIT
                  nixos-ai sandbox create "$host"
                  export NIXOS_AI_HOST="$host"
                  nixos-ai 'install docker and enable it' --yes
                  nixos-ai history
                '';
              }
            }/bin/nixos-ai-demo";
          };
        }
      );

      # Everything that ./scripts/demo.sh and ./scripts/test.sh need: `nix develop -c ./scripts/test.sh`.
      devShells = each (
        pkgs: _: {
          default = pkgs.mkShell {
            packages = [
              pkgs.nodejs_24
              pkgs.nix
              pkgs.git
              # The sandbox host builds with it, also inside Nix' own build sandbox.
              pkgs.pkgsStatic.busybox
            ];
          };
        }
      );
    };
}
