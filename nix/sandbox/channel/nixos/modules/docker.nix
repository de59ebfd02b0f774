{ config, lib, pkgs, ... }:
let
  cfg = config.virtualisation.docker;
  inherit (lib) mkOption types;
in
{
  options.virtualisation.docker = {
    enable = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to run Docker, a daemon that manages containers. Users in the group `docker` may talk to it.";
    };
    enableOnBoot = mkOption {
      type = types.bool;
      default = true;
      description = "Whether the daemon starts with the host.";
    };
    listenOptions = mkOption {
      type = types.listOf types.str;
      default = [ "/run/docker.sock" ];
      description = "The sockets on which the daemon listens.";
    };
    storageDriver = mkOption {
      type = types.nullOr (types.enum [ "aufs" "btrfs" "devicemapper" "overlay" "overlay2" "zfs" ]);
      default = null;
      description = "How Docker stores its data.";
    };
    daemon.settings = mkOption {
      type = types.attrsOf types.anything;
      default = { };
      description = "Settings of the daemon.";
    };
    rootless.enable = mkOption {
      type = types.bool;
      default = false;
      description = "Whether users run daemons of their own.";
    };
    autoPrune = {
      enable = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to remove what is not used from time to time.";
      };
      dates = mkOption {
        type = types.either types.str (types.listOf types.str);
        default = "weekly";
        description = "When to remove what is not used.";
      };
      flags = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "--all" ];
        description = "Further arguments of `docker system prune`.";
      };
    };
    package = lib.mkPackageOption pkgs "docker" { };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    users.groups.docker.gid = 131;
    systemd.services.docker = {
      description = "Docker Application Container Engine";
      wantedBy = lib.optional cfg.enableOnBoot "multi-user.target";
      stopIfChanged = false;
      serviceConfig = {
        Type = "notify";
        ExecStart = "${config.sandbox.program "dockerd"} ${cfg.package.version} ${toString cfg.listenOptions}";
        Restart = "on-failure";
      };
    };
    systemd.services.docker-prune = lib.mkIf cfg.autoPrune.enable {
      description = "Prune docker resources";
      restartIfChanged = false;
      startAt = cfg.autoPrune.dates;
      serviceConfig.Type = "oneshot";
      script = "echo pruned ${toString cfg.autoPrune.flags}";
    };
  };
}
