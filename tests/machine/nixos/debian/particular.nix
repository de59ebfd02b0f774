# Packages that are more than links to programs, each with what the modules of NixOS look for in it.
{
  lib,
  thin,
  final,
}:
let
  inherit (thin) make;
  itself = name: debs: attributes: make { inherit name debs attributes; };
  bash = make {
    name = "bash";
    debs = [ "bash" ];
    # `/bin/sh` of the host becomes a link to this one.
    script = "ln -sfn /usr/bin/bash $out/bin/sh";
    attributes.shellPath = "/bin/bash";
  };
  coreutils = make {
    name = "coreutils";
    debs = [ "coreutils" ];
    # `/usr/bin/env` of the host becomes a link to this one.
    script = "rm $out/bin/env; cp -L /usr/bin/env $out/bin/env";
  };
  perl = itself "perl" [ "perl-base" "perl" ] {
    withPackages = _: perl;
    libPrefix = "lib/perl5";
    interpreter = "/usr/bin/perl";
    pkgs = perlPackages;
  };
  perlPackages = lib.genAttrs [
    "FileSlurp"
    "ConfigIniFiles"
    "JSON"
    "JSONPP"
    "NetDBus"
    "XMLTwig"
    "XMLParser"
    "XMLSAX"
    "XMLSAXBase"
    "ListCompare"
  ] thin.stub // { inherit perl; makePerlPath = _: ""; makeFullPerlPath = _: ""; };
  python3 = itself "python3" [ "python3-minimal" "python3.13-minimal" ] {
    withPackages = _: python3;
    interpreter = "/usr/bin/python3";
    executable = "python3";
    pythonVersion = "3.13";
    sitePackages = "lib/python3.13/site-packages";
    libPrefix = "python3.13";
    isPy3 = true;
    isPy3k = true;
    # Programs in Python are of no host here, but options have them as defaults.
    pkgs = lib.genAttrs [ "buildPythonApplication" "buildPythonPackage" "toPythonApplication" "toPythonModule" ] (
      _: _: make { name = "in-python"; attributes.providerNames = [ ]; }
    );
  };
  systemd = make {
    name = "systemd";
    version = "257";
    debs = [ "systemd" "udev" "systemd-container" "systemd-sysv" ];
    script = builtins.readFile ./systemd.sh;
    attributes = {
      interfaceVersion = 2;
      inherit (final) util-linux kmod kbd;
    }
    // lib.genAttrs [ "withKmod" "withHostnamed" "withLocaled" "withTimedated" "withNetworkd" "withLogind" "withMachined" "withNspawn" ] (_: true)
    // lib.genAttrs [
      "withBootloader"
      "withCryptsetup"
      "withEfi"
      "withFido2"
      "withImportd"
      "withPortabled"
      "withSysupdate"
      "withTpm2Tss"
      "withTpm2Units"
      "withUtmp"
    ] (_: false);
  };
  # A kernel that nothing boots in a container; its version is what a reboot is told from.
  kernelPackagesOf = version: lib.makeExtensible (self: {
    kernel = make {
      name = "linux-${version}";
      inherit version;
      script = "mkdir -p $out/lib/modules/${version}; echo ${version} > $out/bzImage";
      attributes = {
        modDirVersion = version;
        baseVersion = version;
        features = { };
        isModular = true;
        isHardened = false;
        target = "bzImage";
        modules = self.kernel;
        kernelOlder = lib.versionOlder version;
        kernelAtLeast = lib.versionAtLeast version;
        stdenv = final.stdenv;
        config = lib.genAttrs [ "isYes" "isNo" "isModule" "isEnabled" "isSet" ] (_: _: true);
      };
    };
    inherit (final) stdenv;
  });
  modules = "links /usr/lib/x86_64-linux-gnu/security lib/security\n";
in
{
  inherit bash coreutils perl perlPackages python3 systemd;
  shadow = itself "shadow" [ "passwd" "login" "util-linux-extra" "uidmap" ] {
    shellPath = "/bin/nologin";
    su = final.util-linux;
  };
  util-linux = make {
    name = "util-linux";
    debs = [ "util-linux" "util-linux-extra" "mount" "fdisk" "uuid-runtime" "login" ];
    script = modules + "for of in service timer; do data /usr/lib/nixos/systemd/system/fstrim.$of lib/systemd/system/fstrim.$of; done; mkdir -p $out/lib/tmpfiles.d; echo 'd /var/lib/lastlog 0755 root root -' >$out/lib/tmpfiles.d/lastlog2.conf";
  };
  linux-pam = make {
    name = "linux-pam";
    debs = [ "libpam-modules-bin" ];
    script = modules;
  };
  pam = final.linux-pam;
  tzdata = make {
    name = "tzdata";
    # One of it is a link to what the host is set to.
    script = "mkdir -p $out/share; cp -a --no-preserve=ownership /usr/share/zoneinfo $out/share/; rm -f $out/share/zoneinfo/localtime";
  };
  ncurses = make {
    name = "ncurses";
    debs = [ "ncurses-bin" ];
    script = ''
      data /usr/share/terminfo share/terminfo
      data /usr/lib/terminfo share/terminfo
    '';
  };
  dbus = make {
    name = "dbus";
    debs = [ "dbus" "dbus-bin" "dbus-daemon" ];
    script = ''
      for of in system session; do data /usr/share/dbus-1/$of.conf share/dbus-1/$of.conf; done
      data /usr/share/xml/dbus-1 share/xml/dbus-1
      mkdir -p $out/etc/systemd/system $out/lib/systemd $out/libexec
      ln -s /usr/lib/dbus-1.0/dbus-daemon-launch-helper $out/libexec/
      for of in system user; do for file in socket service; do
        data /usr/lib/nixos/systemd/$of/dbus.$file lib/systemd/$of/dbus.$file
      done; done
    '';
  };
  nix = make {
    name = "nix";
    version = "2.26.3";
    debs = [ "nix-bin" ];
    attributes.aws-sdk-cpp = null;
    script = "mkdir -p $out/lib/tmpfiles.d; echo 'd /nix/var/nix/daemon-socket 0755 root root - -' >$out/lib/tmpfiles.d/nix-daemon.conf; for of in service socket; do data /usr/lib/nixos/systemd/system/nix-daemon.$of lib/systemd/system/nix-daemon.$of; done";
  };
  openssh = itself "openssh" [ "openssh-client" "openssh-server" "openssh-sftp-server" ] { };
  cacert = make {
    name = "cacert";
    script = "data /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ca-bundle.crt; mkdir -p $out/etc/ssl/trust-source";
  };
  mailcap = make {
    name = "mailcap";
    script = ''
      data /usr/lib/nixos/etc/mime.types etc/mime.types
      data /usr/lib/nixos/etc/nginx/mime.types etc/nginx/mime.types
    '';
  };
  iana-etc = make {
    name = "iana-etc";
    script = ''
      data /usr/lib/nixos/etc/protocols etc/protocols
      data /usr/lib/nixos/etc/services etc/services
    '';
  };
  linuxPackages = kernelPackagesOf "6.12.63";
  linuxPackages_latest = kernelPackagesOf "6.18.2";
  linux = final.linuxPackages.kernel;
  aggregateModules = _: final.linuxPackages.kernel;
  lndir = make {
    name = "lndir";
    script = ''
      mkdir -p $out/bin
      printf '#!/bin/sh\nwhile [ $# -gt 2 ] || [ "$1" = -silent ]; do shift; done\nexec cp -rsn "$1/." "''${2:-.}/"\n' > $out/bin/lndir
      chmod 755 $out/bin/lndir
    '';
  };
  gcc = final.stdenv.cc;
  gcc14 = final.stdenv.cc;
  glibc = thin.libc;
  libc = thin.libc;
  # What a wrapper takes out of its environment, in place of the one header of the C library that says so.
  srcOnly = _: make {
    name = "unsecure-variables";
    script = ''
      mkdir -p $out/sysdeps/generic
      echo '#define UNSECURE_ENVVARS "LD_PRELOAD\0" "LD_LIBRARY_PATH\0" "LD_AUDIT\0"' > $out/sysdeps/generic/unsecvars.h
      cp $out/sysdeps/generic/unsecvars.h $out/
    '';
  };
  # Compiled by whoever runs these tests, and put there.
  switch-to-configuration-ng = make {
    name = "switch-to-configuration";
    script = "mkdir -p $out/bin; cp /usr/lib/nixos/switch-to-configuration $out/bin/; chmod 755 $out/bin/switch-to-configuration";
  };
  bashInteractive = bash;
  bashNonInteractive = bash;
  coreutils-full = coreutils;
  perl5 = perl;
  systemdMinimal = systemd;
  systemdLibs = systemd;
  udev = systemd;
  libudev = systemd;
  pkgsStatic = final;
  util-linuxMinimal = final.util-linux;
  shellcheck = make { name = "shellcheck"; attributes.compiler.bootstrapAvailable = false; };
  shellcheck-minimal = final.shellcheck;
  gitMinimal = final.git;
}
