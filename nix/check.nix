# A NixOS host that declares something of everything, as far as its files below /etc/nixos-ai: building them has our own
# program look at all of them.
{
  lib,
  pkgs,
  module,
}:
let
  host = lib.nixosSystem {
    modules = [
      module
      ./example.nix
      {
        nixpkgs.pkgs = pkgs;
        boot.loader.grub.enable = false;
        fileSystems."/".device = "/dev/disk/by-label/nixos";
        system.stateVersion = lib.trivial.release;
      }
    ];
  };
  inherit (host.config.services.nixos-ai) files;
  failed = builtins.filter (each: !each.assertion) host.config.assertions;
in
assert lib.assertMsg (failed == [ ]) (lib.concatMapStringsSep "\n" (each: each.message) failed);
pkgs.linkFarm "nixos-ai-files" (
  lib.mapAttrsToList (name: _: {
    inherit name;
    path = host.config.environment.etc."nixos-ai/${name}".source;
  }) files
)
