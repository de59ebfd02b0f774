# systemd, as NixOS looks for its parts. Debian's own directories of units were put out of its sight.
units=/usr/lib/nixos/systemd
mkdir -p "$out/lib/systemd" "$out/example/systemd" "$out/lib/udev" "$out/lib/security"
links /usr/lib/systemd lib/systemd
for of in system-generators user-generators system-shutdown user-environment-generators; do
  if [ -d "$units/$of" ]; then links "$units/$of" "lib/systemd/$of"; fi
done
cp -a --no-preserve=ownership "$units/system" "$units/user" "$out/example/systemd/"
for of in tmpfiles.d sysctl.d sysusers.d; do cp -rL "/usr/lib/nixos/$of" "$out/example/$of"; done
cp -r "$out/example/tmpfiles.d" "$out/example/sysusers.d" "$out/lib/"
links /usr/lib/udev lib/udev
cp -rL /usr/lib/nixos/udev/rules.d "$out/lib/udev/rules.d"
links /usr/lib/x86_64-linux-gnu/security lib/security
for of in system.d system-services services; do
  for file in /usr/share/dbus-1/$of/org.freedesktop.*1.*; do
    case $file in */org.freedesktop.Avahi* | *\**) ;; *) data "$file" "share/dbus-1/$of/${file##*/}" ;; esac
  done
done
# Newer than Debian's, or left out there: units that do nothing.
for unit in $absent; do
  [ -e "$out/example/systemd/system/$unit" ] || printf '[Unit]\nDescription=Not here\n' >"$out/example/systemd/system/$unit"
done
