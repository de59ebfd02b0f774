# Services of which a sandbox only needs that they run: a process that says it is ready and waits.
{ config, lib, ... }:
let
  daemons = {
    bluetooth = {
      path = [ "hardware" "bluetooth" ];
      description = "Bluetooth service";
    };
    cups = {
      path = [ "services" "printing" ];
      description = "CUPS printing services";
    };
    fail2ban = {
      path = [ "services" "fail2ban" ];
      description = "Fail2ban Service";
    };
    tailscaled = {
      path = [ "services" "tailscale" ];
      description = "Tailscale node agent";
    };
    avahi-daemon = {
      path = [ "services" "avahi" ];
      description = "Avahi mDNS/DNS-SD Stack";
    };
    jellyfin = {
      path = [ "services" "jellyfin" ];
      description = "Jellyfin Media Server";
    };
  };
in
{
  options = lib.foldl' lib.recursiveUpdate { } (
    lib.mapAttrsToList (_: daemon: lib.setAttrByPath (daemon.path ++ [ "enable" ]) (lib.mkEnableOption daemon.description)) daemons
  );

  config.systemd.services = builtins.mapAttrs (
    name: daemon:
    lib.mkIf (lib.getAttrFromPath (daemon.path ++ [ "enable" ]) config) {
      inherit (daemon) description;
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        Type = "notify";
        ExecStart = "${config.sandbox.program "daemon"} ${name}";
        Restart = "on-failure";
      };
    }
  ) daemons;
}
