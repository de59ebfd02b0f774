{ lib, config, ... }:
{
  boot.kernelModules = lib.mkMerge [
    [ "kvm-intel" ]
    (lib.mkIf config.virtualisation.docker.enable [ "br_netfilter" ])
  ];
}
