{ config, lib, pkgs, ... }: {
  services.nginx.enable = true;
}
