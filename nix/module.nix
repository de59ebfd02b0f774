# The NixOS module: `imports = [ …/nix/module.nix ]; services.nixos-ai.enable = true;`. docs/NIXOS-MODULE.md is its guide,
# docs/options.md has every option.
{
  imports = [
    ./module/options.nix
    ./module/assertions.nix
    ./module/files.nix
    ./module/units.nix
  ];
}
