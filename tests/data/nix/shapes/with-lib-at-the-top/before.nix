{ config, lib, pkgs, ... }:

with lib;

{
  networking.firewall.enable = mkForce true;
}
