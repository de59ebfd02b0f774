{ config, lib, ... }:
{
  config = lib.mkIf config.my.web.enable {
    services.nginx.enable = true;
  };
}
