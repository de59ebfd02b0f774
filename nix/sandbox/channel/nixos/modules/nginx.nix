{ config, lib, pkgs, ... }:
let
  cfg = config.services.nginx;
  inherit (lib) mkOption types;

  location = {
    options = {
      return = mkOption {
        type = types.nullOr (types.oneOf [ types.str types.int ]);
        default = null;
        example = "301 http://example.com$request_uri";
        description = "A status and a text or address to answer with.";
      };
      root = mkOption {
        type = types.nullOr types.path;
        default = null;
        description = "The directory of the files of this location.";
      };
      index = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "index.html";
        description = "The file that stands for a directory.";
      };
      proxyPass = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "http://www.example.org/";
        description = "The server to hand requests on to.";
      };
      extraConfig = mkOption {
        type = types.lines;
        default = "";
        description = "Further directives of the location.";
      };
    };
  };

  host = {
    options = {
      serverName = mkOption {
        type = types.nullOr types.str;
        default = null;
        description = "The name of the host, where it is not the attribute's.";
      };
      serverAliases = mkOption {
        type = types.listOf types.str;
        default = [ ];
        example = [ "www.example.org" ];
        description = "Further names of the host.";
      };
      root = mkOption {
        type = types.nullOr types.path;
        default = null;
        example = "/data/webserver/docs";
        description = "The directory of the files of this host.";
      };
      default = mkOption {
        type = types.bool;
        default = false;
        description = "Whether this host answers for names that no other has.";
      };
      addSSL = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to answer over TLS too.";
      };
      onlySSL = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to answer over TLS alone.";
      };
      sslCertificate = mkOption {
        type = types.nullOr types.path;
        default = null;
        example = "/var/lib/acme/example.org/fullchain.pem";
        description = "The file of the certificate.";
      };
      sslCertificateKey = mkOption {
        type = types.nullOr types.path;
        default = null;
        example = "/var/lib/acme/example.org/key.pem";
        description = "The file of the key of the certificate.";
      };
      forceSSL = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to lead plain requests to TLS.";
      };
      enableACME = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to ask for a certificate.";
      };
      locations = mkOption {
        type = types.attrsOf (types.submodule location);
        default = { };
        description = "What is served below which path.";
      };
      extraConfig = mkOption {
        type = types.lines;
        default = "";
        description = "Further directives of the host.";
      };
    };
  };

  directive = name: value: lib.optionalString (value != null) "${name} ${toString value};\n";
  renderLocation = path: each: ''
    location ${path} {
    ${directive "return" each.return}${directive "root" each.root}${directive "index" each.index}${directive "proxy_pass" each.proxyPass}${each.extraConfig}
    }
  '';
  hasTls = each: each.onlySSL || each.addSSL || each.forceSSL;
  listen = port: tls: each: "listen ${config.sandbox.listenAddress}:${toString port}${tls}${lib.optionalString each.default " default_server"};\n";
  renderHost = name: each: ''
    server {
    ${lib.optionalString (!each.onlySSL) (listen cfg.defaultHTTPListenPort "" each)}${lib.optionalString (hasTls each) (listen cfg.defaultSSLListenPort " ssl" each)}${lib.optionalString (hasTls each) (directive "ssl_certificate" each.sslCertificate + directive "ssl_certificate_key" each.sslCertificateKey)}
    server_name ${toString ([ (if each.serverName == null then name else each.serverName) ] ++ each.serverAliases)};
    ${directive "root" each.root}${lib.concatStrings (lib.mapAttrsToList renderLocation each.locations)}${each.extraConfig}
    ${lib.optionalString cfg.statusPage "location /nginx_status {\nstub_status on;\n}"}
    }
  '';
  welcome.locations."/" = {
    inherit (builtins.mapAttrs (_: option: option.default) location.options) root index proxyPass;
    return = "200 \"Welcome to nginx!\\n\"";
    extraConfig = "";
  };
  hosts =
    if cfg.virtualHosts == { } then
      {
        localhost = builtins.mapAttrs (_: option: option.default) host.options // welcome // { default = true; };
      }
    else
      cfg.virtualHosts;

  configFile = pkgs.writeText "nginx.conf" ''
    daemon off;
    ${cfg.appendConfig}
    events {
    }
    http {
    ${lib.concatStrings (lib.mapAttrsToList renderHost hosts)}
    ${cfg.commonHttpConfig}${cfg.appendHttpConfig}
    }
  '';
in
{
  options.services.nginx = {
    enable = lib.mkEnableOption "Nginx Web Server";
    defaultHTTPListenPort = mkOption {
      type = types.port;
      default = 80;
      example = 8080;
      description = "The port on which virtual hosts listen.";
    };
    defaultSSLListenPort = mkOption {
      type = types.port;
      default = 443;
      example = 8443;
      description = "The port on which virtual hosts listen for TLS.";
    };
    statusPage = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to serve a status page at `/nginx_status`.";
    };
    recommendedGzipSettings = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to compress answers.";
    };
    recommendedProxySettings = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to pass the usual headers on.";
    };
    recommendedTlsSettings = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to use the recommended TLS settings.";
    };
    recommendedOptimisation = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to use the recommended performance settings.";
    };
    virtualHosts = mkOption {
      type = types.attrsOf (types.submodule host);
      default = { };
      description = "The hosts that are served.";
    };
    commonHttpConfig = mkOption {
      type = types.lines;
      default = "";
      description = "Directives for all hosts.";
    };
    appendHttpConfig = mkOption {
      type = types.lines;
      default = "";
      description = "Directives at the end of the `http` block.";
    };
    appendConfig = mkOption {
      type = types.lines;
      default = "";
      description = "Directives outside of the `http` block.";
    };
    user = mkOption {
      type = types.str;
      default = "nginx";
      description = "The account of the server.";
    };
    group = mkOption {
      type = types.str;
      default = "nginx";
      description = "The group of the server.";
    };
  };

  config = lib.mkIf cfg.enable {
    users.users.nginx = lib.mkIf (cfg.user == "nginx") {
      isSystemUser = true;
      group = cfg.group;
      uid = 60;
    };
    users.groups.nginx = lib.mkIf (cfg.group == "nginx") { gid = 60; };
    systemd.services.nginx = {
      description = "Nginx Web Server";
      wantedBy = [ "multi-user.target" ];
      stopIfChanged = false;
      serviceConfig = {
        Type = "notify";
        ExecStartPre = "${config.sandbox.program "nginx"} -t -c ${configFile}";
        ExecStart = "${config.sandbox.program "nginx"} -c ${configFile}";
        ExecReload = "${pkgs.coreutils}/bin/kill -HUP $MAINPID";
        Restart = "always";
        RestartSec = "10s";
      };
    };
  };
}
