/** What of Debian a host needs: its own ground, what builds, and the services that tests switch on. */
export const DEBIAN_PACKAGES: readonly string[] = `
  systemd systemd-sysv systemd-container libpam-systemd udev dbus dbus-daemon
  nix-bin git busybox-static ca-certificates tzdata ncurses-base ncurses-term
  acl attr kmod procps psmisc sudo passwd login uidmap hostname cron
  util-linux util-linux-extra mount fdisk uuid-runtime libpam-lastlog2 libcap2-bin
  iproute2 iputils-ping iptables nftables ipset netcat-openbsd dhcpcd-base
  e2fsprogs dosfstools mtools kbd less nano rsync strace time whois file
  perl libfile-slurp-perl libxml-twig-perl libnet-dbus-perl libjson-perl libjson-xs-perl
  libconfig-inifiles-perl python3-minimal gawk diffutils findutils patch bc cpio
  gcc libc6-dev make patchelf jq xsltproc gettext-base shared-mime-info unzip
  xz-utils bzip2 zstd curl openssl netbase media-types logrotate sqlite3
  openssh-server openssh-client nginx-light postgresql redis-server memcached
  dnsmasq-base haproxy mosquitto mosquitto-clients caddy prometheus unbound
  prometheus-node-exporter chrony vsftpd fail2ban mariadb-server-core avahi-daemon
  mariadb-client-core avahi-utils bind9-dnsutils bind9-host podman syncthing
`
  .trim()
  .split(/\s+/u);
