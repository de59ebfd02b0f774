{ config, lib, ... }:

let
  cfg = config.my.web;
in
{
  options.my.web.enable = lib.mkEnableOption "the web server";

  config = {
    services.nginx.enable = false;
    services.nginx.user = "web";
    networking.firewall.allowedTCPPorts = [ 80 ];
  };
}
