{ inputs }:
{
  name,
  system ? "x86_64-linux",
}:
inputs.nixpkgs.lib.nixosSystem {
  inherit system;
  specialArgs = { inherit inputs; };
  modules = [
    ../hosts/${name}
    { networking.hostName = name; }
  ];
}
