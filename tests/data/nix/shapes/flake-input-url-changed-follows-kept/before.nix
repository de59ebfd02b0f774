{
  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-23.11"; # stable
    home-manager = {
      url = "github:nix-community/home-manager/release-23.11";
      inputs.nixpkgs.follows = "nixpkgs";
    };
  };
  outputs = { nixpkgs, home-manager, ... }: { };
}
