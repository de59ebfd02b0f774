{
  inputs = {
    nixpkgs.url = "nixpkgs/nixos-24.05";
    # disks
  };
  outputs = { self, nixpkgs }: { };
}
