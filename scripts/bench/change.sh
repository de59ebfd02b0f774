#!/bin/sh
# The Nix and git commands of one change, and nothing else: HOST PORT.
set -eu
host=$1 port=$2
config=$host/etc/nixos
store=$host/var/lib/bench.git
nix_options=$([ "$(id -u)" = 0 ] && [ ! -S /nix/var/nix/daemon-socket/socket ] && echo '--option sandbox false --option build-users-group  ' || true)

git_store() { git --git-dir="$store" --work-tree="$config" -c user.name=b -c user.email=b "$@"; }
[ -d "$store" ] || git init --quiet --bare "$store"
git_store add --all --force .
git_store commit --quiet --allow-empty -m before

sed -i "s/allowedTCPPorts = \[\(.*\) \];/allowedTCPPorts = [\1 $port ];/" "$config/configuration.nix"
set -- --option sandbox false --option build-users-group ''
[ -n "$nix_options" ] || set --
drv=$(nix-instantiate "$@" -I nixpkgs="$host/channel" -I nixos-config="$config/configuration.nix" '<nixpkgs/nixos>' -A system)
nix-store "$@" --realise --dry-run "$drv"
out=$(nix-store "$@" --realise "$drv")
"$out/bin/switch-to-configuration" check
"$out/bin/switch-to-configuration" test
sleep 1
"$host/run/current-system/sw/bin/systemctl" list-units --state=failed --plain --no-legend
nix-env "$@" --profile "$host/nix/var/nix/profiles/system" --set "$out"
"$out/bin/switch-to-configuration" boot
git_store add --all --force .
git_store commit --quiet --allow-empty -m after
