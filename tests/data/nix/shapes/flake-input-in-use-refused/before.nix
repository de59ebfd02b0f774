{
  inputs.disko.url = "github:nix-community/disko";
  outputs = inputs@{ self, ... }: { modules = [ inputs.disko.nixosModules.disko ]; };
}
