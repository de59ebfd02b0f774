{ config, lib, ... }:
let
  cfg = config.networking.firewall;
  ports =
    protocol:
    lib.mkOption {
      type = lib.types.listOf lib.types.port;
      default = [ ];
      apply = values: builtins.sort builtins.lessThan (lib.unique values);
      example = [ 22 80 ];
      description = "The ${protocol} ports on which connections are accepted.";
    };
  ranges =
    protocol:
    lib.mkOption {
      type = lib.types.listOf (lib.types.attrsOf lib.types.port);
      default = [ ];
      example = [ { from = 8999; to = 9003; } ];
      description = "Ranges of ${protocol} ports on which connections are accepted.";
    };
  write = ''
    printf '%s' ${lib.escapeShellArg rules} > ${config.sandbox.root}/run/firewall.rules
  '';
  rules = ''
    allow-ping ${lib.boolToString cfg.allowPing}
    tcp ${toString cfg.allowedTCPPorts}
    udp ${toString cfg.allowedUDPPorts}
  '' + lib.concatStrings (lib.mapAttrsToList ruleOf cfg.interfaces);
  ruleOf = name: own: "on ${name} tcp ${toString own.allowedTCPPorts} udp ${toString own.allowedUDPPorts}\n";
  interface.options = {
    allowedTCPPorts = ports "TCP";
    allowedUDPPorts = ports "UDP";
    allowedTCPPortRanges = ranges "TCP";
    allowedUDPPortRanges = ranges "UDP";
  };
in
{
  options.networking.firewall = {
    enable = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether to enable the firewall, which refuses connections that are not asked for.";
    };
    allowPing = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "Whether to answer pings.";
    };
    allowedTCPPorts = ports "TCP";
    allowedUDPPorts = ports "UDP";
    allowedTCPPortRanges = ranges "TCP";
    allowedUDPPortRanges = ranges "UDP";
    interfaces = lib.mkOption {
      type = lib.types.attrsOf (lib.types.submodule interface);
      default = { };
      description = "What single interfaces accept beside.";
    };
    trustedInterfaces = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      description = "Interfaces from which everything is accepted.";
    };
  };

  config.systemd.services.firewall = lib.mkIf cfg.enable {
    description = "Firewall";
    wantedBy = [ "multi-user.target" ];
    reloadIfChanged = true;
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
    };
    script = write;
    reload = write;
  };
}
