{
  description = "The configuration of @hostName@.";

  inputs.nixpkgs.url = "path:@root@/channel";

  outputs =
    { self, nixpkgs }:
    {
      nixosConfigurations.@hostName@ = nixpkgs.lib.nixosSystem {
        system = "@system@";
        modules = [ ./configuration.nix ];
      };
    };
}
