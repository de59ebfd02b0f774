{ config, lib, pkgs, ... }:
let
  cfg = config.services.postgresql;
  inherit (lib) mkOption types;
in
{
  options.services.postgresql = {
    enable = lib.mkEnableOption "PostgreSQL Server";
    enableTCPIP = mkOption {
      type = types.bool;
      default = false;
      description = "Whether the server also listens on a TCP port.";
    };
    package = lib.mkPackageOption pkgs "postgresql" { };
    dataDir = mkOption {
      type = types.path;
      default = "/var/lib/postgresql/17";
      description = "Where the databases are kept.";
    };
    ensureDatabases = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Databases that must be there.";
    };
    settings.port = mkOption {
      type = types.port;
      default = 5432;
      description = "The port on which the server listens.";
    };
  };

  config = lib.mkIf cfg.enable {
    users.users.postgres = {
      isSystemUser = true;
      uid = 71;
      group = "postgres";
      home = "/var/lib/postgresql";
    };
    users.groups.postgres.gid = 71;
    environment.systemPackages = [ cfg.package ];
    systemd.services.postgresql = {
      description = "PostgreSQL Server";
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        Type = "notify";
        ExecStart = "${config.sandbox.program "postgres"} ${cfg.dataDir} ${toString cfg.settings.port} ${
          if cfg.enableTCPIP then config.sandbox.listenAddress else "none"
        }";
        TimeoutStopSec = 120;
        Restart = "on-failure";
      };
    };
  };
}
