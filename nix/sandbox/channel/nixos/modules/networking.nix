{ config, lib, ... }:
let
  cfg = config.networking;
  optionalName = "^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$";
in
{
  options.networking = {
    hostName = lib.mkOption {
      type = lib.types.strMatching optionalName;
      default = "nixos";
      description = "The name of the host, without its domain.";
    };
    domain = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      default = null;
      example = "example.org";
      description = "The domain of the host.";
    };
    fqdn = lib.mkOption {
      type = lib.types.str;
      readOnly = true;
      default = if cfg.domain == null then cfg.hostName else "${cfg.hostName}.${cfg.domain}";
      defaultText = "hostName and domain";
      description = "The fully qualified name of the host.";
    };
    hosts = lib.mkOption {
      type = lib.types.attrsOf (lib.types.listOf lib.types.str);
      default = { };
      example = { "192.0.2.1" = [ "server.example.org" ]; };
      description = "Names for addresses, in `/etc/hosts`.";
    };
    extraHosts = lib.mkOption {
      type = lib.types.lines;
      default = "";
      description = "Further lines of `/etc/hosts`.";
    };
    nameservers = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      description = "Addresses of name servers.";
    };
    useDHCP = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether to get addresses by DHCP.";
    };
    networkmanager.enable = lib.mkEnableOption "NetworkManager";
  };

  config.environment.etc = {
    hostname.text = "${cfg.hostName}\n";
    hosts.text = ''
      127.0.0.1 localhost
      ::1 localhost
      127.0.0.2 ${cfg.fqdn}
      ${lib.concatLines (lib.mapAttrsToList (address: names: "${address} ${toString names}") cfg.hosts)}${cfg.extraHosts}
    '';
    "resolv.conf" = lib.mkIf (cfg.nameservers != [ ]) {
      text = lib.concatMapStrings (server: "nameserver ${server}\n") cfg.nameservers;
    };
  };
}
