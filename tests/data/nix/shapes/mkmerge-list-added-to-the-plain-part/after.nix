{ lib, config, ... }:
{
  boot.kernelModules = lib.mkMerge [
    [ "kvm-intel" "tun" ]
    (lib.mkIf config.virtualisation.docker.enable [ "br_netfilter" ])
  ];
}
