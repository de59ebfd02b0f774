#!/usr/bin/env bash
# Takes out of a host what bootstrap.sh brought in: the module, as a run of its own, and then our units. The journal and
# the snapshots stay, unless they are asked for.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"
# shellcheck source=scripts/lib/host.sh
. "$here/lib/host.sh"

usage() {
  cat <<'END'
Usage: uninstall.sh [--host DIR] [--attribute NAME] [--purge] [--yes] [--dry-run] [--help]

Takes the module out of the configuration, which is then as it was before bootstrap.sh, switches to that, and stops
the units of nixos-ai that are left.

  --host DIR        a sandbox host, or a copy of a configuration; else this NixOS computer
  --attribute NAME  the host of a flake, in a copy; else the only one
  --purge           remove the state directory too: the journal, the snapshots, what can be taken back (asks)
  --yes             approve the plan in the preview, and the purge
  --dry-run         show the diff, change nothing
  --help            show this help

Exit codes are those of nixos-ai; see docs/SAFETY.md.
END
}

main() {
  local host='' purge='' yes='' dry='' arguments=()
  local all=("$0" "$@")
  while [ $# -gt 0 ]; do
    case $1 in
      --host) [ $# -ge 2 ] || usage_error '--host needs a directory'; host=$2; shift ;;
      --attribute) [ $# -ge 2 ] || usage_error '--attribute needs a name'; arguments+=("$1" "$2"); shift ;;
      --purge) purge=1 ;;
      --yes | -y) yes=1 arguments+=(--yes) ;;
      --dry-run) dry=1 arguments+=(--dry-run) ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; usage_error "'$1' is not known" ;;
    esac
    shift
  done
  find_host "$host"
  enter_tools "${all[@]}"
  nixos_ai self uninstall ${where[@]+"${where[@]}"} ${arguments[@]+"${arguments[@]}"}
  [ -z "$dry" ] && [ "${where[0]-}" != --configuration ] || return 0
  stop_units "$host"
  [ -z "$purge" ] || purge_state "${host%/}/var/lib/nixos-ai" "$yes"
}

# What a switch leaves running on purpose, since it may be what switches.
stop_units() {
  local systemctl=systemctl unit
  [ -z "$1" ] || systemctl=$1/run/current-system/sw/bin/systemctl
  for unit in $("$systemctl" list-units --plain --no-legend 2>/dev/null |
    sed -n 's/^[^A-Za-z]*\(nixos-ai[^ ]*\.\(service\|timer\|socket\|path\)\).*$/\1/p'); do
    "$systemctl" stop "$unit" >/dev/null 2>&1 && say "stopped $unit"
  done
  "$systemctl" reset-failed 'nixos-ai*' >/dev/null 2>&1 || true
}

purge_state() {
  local directory=$1 answer=''
  [ -d "$directory" ] || return 0
  if [ -z "$2" ]; then
    printf 'Remove %s, with the journal and everything that could be taken back? [y/N] ' "$directory" >&2
    read -r answer || true
    case $answer in y | Y | yes) ;; *) say "kept $directory"; return 0 ;; esac
  fi
  rm -rf --one-file-system -- "$directory"
  say "removed $directory"
}

main "$@"
