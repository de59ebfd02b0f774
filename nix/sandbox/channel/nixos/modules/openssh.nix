{ config, lib, pkgs, ... }:
let
  cfg = config.services.openssh;
  inherit (lib) mkOption types;
  yesNo = value: if value == true then "yes" else if value == false then "no" else toString value;
in
{
  imports = [
    (lib.mkRenamedOptionModule
      [ "services" "openssh" "passwordAuthentication" ]
      [ "services" "openssh" "settings" "PasswordAuthentication" ]
    )
    (lib.mkRenamedOptionModule
      [ "services" "openssh" "permitRootLogin" ]
      [ "services" "openssh" "settings" "PermitRootLogin" ]
    )
  ];

  options.services.openssh = {
    enable = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to run the OpenSSH server, so that one can log in over the network.";
    };
    ports = mkOption {
      type = types.listOf types.port;
      default = [ 22 ];
      description = "The ports on which the server listens.";
    };
    openFirewall = mkOption {
      type = types.bool;
      default = true;
      description = "Whether to open the ports in the firewall.";
    };
    authorizedKeysFiles = mkOption {
      type = types.listOf types.str;
      default = [ ];
      description = "Files of keys that may log in, besides those that the configuration gives; `%h` is the home, `%u` the user.";
    };
    extraConfig = mkOption {
      type = types.lines;
      default = "";
      description = "Further lines of `sshd_config`.";
    };
    settings = mkOption {
      default = { };
      description = "Settings of `sshd_config`.";
      type = types.submodule {
        freeformType = types.attrsOf (types.nullOr (types.oneOf [ types.bool types.int types.str (types.listOf types.str) ]));
        options = {
          PasswordAuthentication = mkOption {
            type = types.nullOr types.bool;
            default = true;
            description = "Whether one may log in by password.";
          };
          KbdInteractiveAuthentication = mkOption {
            type = types.nullOr types.bool;
            default = true;
            description = "Whether one may log in by answers to questions.";
          };
          PermitRootLogin = mkOption {
            type = types.nullOr (
              types.enum [ "yes" "without-password" "prohibit-password" "forced-commands-only" "no" ]
            );
            default = "prohibit-password";
            description = "How root may log in.";
          };
          X11Forwarding = mkOption {
            type = types.nullOr types.bool;
            default = false;
            description = "Whether windows may be shown over the connection.";
          };
        };
      };
    };
  };

  config = lib.mkIf cfg.enable {
    environment.etc."ssh/sshd_config".text = ''
      ${lib.concatMapStrings (port: "Port ${toString port}\n") cfg.ports}ListenAddress ${config.sandbox.listenAddress}
      ${lib.concatLines (
        lib.mapAttrsToList (name: value: "${name} ${yesNo value}") (lib.filterAttrs (_: value: value != null) cfg.settings)
      )}
      AuthorizedKeysFile ${toString (cfg.authorizedKeysFiles ++ [ "/etc/ssh/authorized_keys.d/%u" ])}
      ${cfg.extraConfig}
    '';
    users.users.sshd = {
      isSystemUser = true;
      group = "sshd";
      description = "SSH privilege separation user";
    };
    users.groups.sshd = { };
    # `sshd -T` says what the server would do.
    environment.systemPackages = lib.mkAfter [ (pkgs.writeShellScriptBin "sshd" ''exec ${config.sandbox.program "sshd"} "$@"'') ];
    networking.firewall.allowedTCPPorts = lib.optionals cfg.openFirewall cfg.ports;
    systemd.services.sshd = {
      description = "SSH Daemon";
      wantedBy = [ "multi-user.target" ];
      stopIfChanged = false;
      restartTriggers = [ config.environment.etc."ssh/sshd_config".text ];
      serviceConfig = {
        Type = "notify";
        ExecStart = config.sandbox.program "sshd";
        Restart = "always";
      };
    };
  };
}
