# Services that the runbooks are tried on. Files below the root say how each of them behaves.
{ config, pkgs, ... }:
let
  root = config.sandbox.root;
  systemctl = "${root}/run/current-system/sw/bin/systemctl";
in
{
  services.nginx.defaultSSLListenPort = @tlsPort@;
  services.nginx.virtualHosts."tls.example" = {
    onlySSL = true;
    sslCertificate = "/var/lib/tls/fullchain.pem";
    sslCertificateKey = "/var/lib/tls/key.pem";
    locations."/".return = "200 tls";
  };
  systemd.services = {
    # Puts what lies in /srv/next in place of the certificate, as a client of an authority would.
    renew = {
      serviceConfig.Type = "oneshot";
      script = "cp ${root}/srv/next/*.pem ${root}/var/lib/tls/; ${systemctl} reload nginx.service";
    };
    # Ends well also where it makes nothing.
    site-backup = {
      serviceConfig.Type = "oneshot";
      script = "[ -e ${root}/srv/no-backup ] || tar -czf ${root}/var/backup/site.tar.gz -C ${root}/srv site";
    };
    app = {
      wantedBy = [ "multi-user.target" ];
      preStart = "grep -q good ${root}/var/lib/secrets/token";
      script = "exec sleep 100000";
    };
    shaky = {
      script = "if [ -e ${root}/srv/shaky ]; then echo it is broken, says shaky; exit 7; fi; exec sleep 100000";
    };
  };
}
