# Packages of services that tests switch on, where links to their programs are not enough.
{
  lib,
  thin,
  final,
}:
let
  inherit (thin) make;
  itself = name: debs: attributes: make { inherit name debs attributes; };
  nginx = make {
    name = "nginx";
    version = "1.26.3";
    debs = [ "nginx" ];
    script = "for file in fastcgi.conf fastcgi_params uwsgi_params scgi_params mime.types; do data /usr/lib/nixos/etc/nginx/$file conf/$file; done";
    attributes.modules = [ ];
  };
  postgresql = make {
    name = "postgresql";
    version = "17.6";
    script = ''
      links /usr/lib/postgresql/17/bin bin
      ln -s bin $out/sbin
    '';
    attributes = {
      psqlSchema = "17";
      withJIT = postgresql;
      withoutJIT = postgresql;
      withPackages = _: postgresql;
      pkgs = { };
      installedExtensions = [ ];
    };
  };
  # Who talks on the bus brings what the bus lets it say.
  onBus = name: debs: policy: make {
    inherit name debs;
    script = ''
      data /usr/share/dbus-1/system.d/${policy} share/dbus-1/system.d/${policy}
    '';
  };
in
{
  inherit nginx postgresql;
  nginxStable = nginx;
  nginxMainline = nginx;
  # It looks through the configuration of nginx for what is dangerous.
  gixy = make {
    name = "gixy";
    script = "mkdir -p $out/bin; printf '#!/bin/sh\\n' >$out/bin/gixy; chmod 755 $out/bin/gixy";
  };
  # JSON is YAML.
  remarshal_0_17 = final.remarshal;
  remarshal = make {
    name = "remarshal";
    script = ''
      mkdir -p $out/bin
      printf '#!/bin/sh\nexec cp "$1" "$2"\n' >$out/bin/json2yaml
      chmod 755 $out/bin/json2yaml
    '';
  };
  postgresql_17 = postgresql;
  dnsmasq = onBus "dnsmasq" [ "dnsmasq-base" ] "dnsmasq.conf";
  avahi = onBus "avahi" [ "avahi-daemon" "avahi-utils" ] "avahi-dbus.conf";
  prometheus = itself "prometheus" [ "prometheus" ] { };
  prometheus-node-exporter = make {
    name = "node_exporter";
    script = "mkdir -p $out/bin; ln -s /usr/bin/prometheus-node-exporter $out/bin/node_exporter";
  };
  fail2ban = make {
    name = "fail2ban";
    debs = [ "fail2ban" ];
    script = "data /usr/lib/nixos/etc/fail2ban etc/fail2ban";
  };
}
