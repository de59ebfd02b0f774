{
  inputs = {
    nixpkgs.url = "nixpkgs/nixos-24.05";
    # disks
    disko = {
      url = "github:nix-community/disko";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };
  outputs = { self, nixpkgs, disko }: { };
}
