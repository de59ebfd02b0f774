# Makes of a Debian the ground under a NixOS: programs and libraries stay, what would say how the host runs is put aside.
aside=/usr/lib/nixos
mkdir -p $aside/systemd $aside/udev
for of in system user system-generators user-generators user-environment-generators system-shutdown system-preset user-preset; do
  if [ -e /usr/lib/systemd/$of ]; then mv /usr/lib/systemd/$of $aside/systemd/; fi
done
for of in tmpfiles.d sysctl.d sysusers.d environment.d modules-load.d; do if [ -e /usr/lib/$of ]; then mv /usr/lib/$of $aside/; fi; done
mv /usr/lib/udev/rules.d $aside/udev/
cp -a /etc $aside/etc
for file in /etc/* /etc/.[!.]*; do
  case $file in
    /etc/alternatives | /etc/ld.so.* | /etc/ssl | /etc/ca-certificates | /etc/nginx) ;;
    *) rm -rf "$file" ;;
  esac
done
mkdir -p /etc/nixos /nix/var/nix/profiles/per-user/root/channels/nixos /boot /root
: >/etc/NIXOS
# Enough for what builds; NixOS adds the others.
echo root:x:0:0::/root:/bin/sh >/etc/passwd
echo root:x:0: >/etc/group
rm -rf /var/lib/systemd /var/cache/apt /var/lib/apt /var/log
mkdir -p /var/log
