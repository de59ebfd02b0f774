# Which Debian packages stand for which attributes of nixpkgs.
{ lib, thin }:
final: _previous:
let
  # By the name of a Debian package.
  linked = {
    acl = [ "acl" ];
    attr = [ "attr" ];
    bzip2 = [ "bzip2" ];
    cpio = [ "cpio" ];
    curl = [ "curl" ];
    diffutils = [ "diffutils" ];
    findutils = [ "findutils" ];
    getconf = [ "libc-bin" ];
    getent = [ "libc-bin" ];
    gnugrep = [ "grep" ];
    gnupatch = [ "patch" ];
    gnused = [ "sed" ];
    gnutar = [ "tar" ];
    gzip = [ "gzip" ];
    xz = [ "xz-utils" ];
    less = [ "less" ];
    libcap = [ "libcap2-bin" ];
    mkpasswd = [ "whois" ];
    procps = [ "procps" ];
    psmisc = [ "psmisc" ];
    su = [ "util-linux" "login" ];
    time = [ "time" ];
    zstd = [ "zstd" ];
    rsync = [ "rsync" ];
    strace = [ "strace" ];
    jq = [ "jq" ];
    file = [ "file" ];
    git = [ "git" ];
    gnumake = [ "make" ];
    patchelf = [ "patchelf" ];
    hostname-debian = [ "hostname" ];
    nano = [ "nano" ];
    sudo = [ "sudo" ];
    bc = [ "bc" ];
    unzip = [ "unzip" ];
    openssl = [ "openssl" ];
    iproute2 = [ "iproute2" ];
    iputils = [ "iputils-ping" ];
    nftables = [ "nftables" ];
    ipset = [ "ipset" ];
    kmod = [ "kmod" ];
    e2fsprogs = [ "e2fsprogs" ];
    dosfstools = [ "dosfstools" ];
    mtools = [ "mtools" ];
    kbd = [ "kbd" ];
    cron = [ "cron" ];
    dhcpcd = [ "dhcpcd-base" ];
    logrotate = [ "logrotate" ];
    gettext = [ "gettext-base" ];
    redis = [ "redis-server" "redis-tools" ];
    memcached = [ "memcached" ];
    haproxy = [ "haproxy" ];
    mosquitto = [ "mosquitto" "mosquitto-clients" ];
    caddy = [ "caddy" ];
    unbound = [ "unbound" "unbound-anchor" ];
    chrony = [ "chrony" ];
    vsftpd = [ "vsftpd" ];
    syncthing = [ "syncthing" ];
    dnsutils = [ "bind9-dnsutils" ];
    bind = [ "bind9-dnsutils" "bind9-host" ];
    libxslt = [ "xsltproc" ];
    libxml2 = [ "libxml2-utils" ];
    sqlite = [ "sqlite3" ];
  };

  # What a host of these tests has, and does not look into.
  empty = [
    "glibcLocales"
    "glibcLocalesUtf8"
    "nixos-rebuild-ng"
    "scdoc"
    "kexec-tools"
    "openresty"
    "xauth"
    "bash-completion"
    "cmake"
    "cmakeMinimal"
    "meson"
    "ninja"
    "protobufc"
    "linuxHeaders"
    "libressl"
    "fuse"
    "fuse3"
    "btrfs-progs"
    "xfsprogs"
    "lvm2"
    "mdadm"
    "hdparm"
    "man-db"
    "texinfoInteractive"
    "nixos-install-tools"
    "systemd-bootchart"
    "libossp_uuid"
    "bcache-tools"
    "cryptsetup"
    "pciutils"
    "usbutils"
    "wirelesstools"
    "iw"
    "rfkill_udev"
    "ethtool"
    "nix-bash-completions"
    "polkit"
    "libarchive"
    "fontconfig"
    "fish"
    "zsh"
    "xonsh"
    "nushell"
    "elvish"
  ];
  # Of Debian's alternatives, the one that is meant.
  chosen = {
    gawk = { awk = "/usr/bin/gawk"; gawk = "/usr/bin/gawk"; };
    netcat = { nc = "/usr/bin/nc.openbsd"; };
    which = { which = "/usr/bin/which.debianutils"; };
    iptables = lib.genAttrs (lib.concatMap (name: [ name "${name}-save" "${name}-restore" ]) [ "iptables" "ip6tables" ]) (
      _: "/usr/sbin/xtables-nft-multi"
    );
  };
in
lib.mapAttrs thin.of linked
// lib.mapAttrs thin.links chosen
// lib.genAttrs empty thin.stub
// import ./particular.nix { inherit lib thin final; }
// import ./services.nix { inherit lib thin final; }
