#!/usr/bin/env bash
# Makes the configuration as it is what runs: what `nixos-rebuild switch` does, with a preview, a trial and a way back.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"
# shellcheck source=scripts/lib/host.sh
. "$here/lib/host.sh"

usage() {
  cat <<'END'
Usage: apply.sh [--host DIR] [--yes] [--dry-run] [--help]

Makes what lies in the configuration directory what runs and what boots: after an edit by hand, a `git pull`, or an
update of channel or flake. What it changes is shown and asked for; the new system is on trial before it boots, and
the one of before is back when a unit fails. Your files are not touched.

  --host DIR  the host in DIR, as made by `nixos-ai sandbox create`; default: this NixOS computer
  --yes       approve the plan in the preview
  --dry-run   show the preview, change nothing
  --help      show this help

Exit codes are those of nixos-ai; see docs/SAFETY.md. When the program does not start: scripts/rollback.sh.
END
}

main() {
  local host='' arguments=()
  local all=("$0" "$@")
  while [ $# -gt 0 ]; do
    case $1 in
      --host) [ $# -ge 2 ] || usage_error '--host needs a directory'; host=$2; shift ;;
      --yes | -y) arguments+=(--yes) ;;
      --dry-run) arguments+=(--dry-run) ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; usage_error "'$1' is not known" ;;
    esac
    shift
  done
  find_host "$host"
  [ "${where[0]-}" != --configuration ] || usage_error "$host is a copy of a configuration, and no host"
  enter_tools "${all[@]}"
  nixos_ai apply ${where[@]+"${where[@]}"} ${arguments[@]+"${arguments[@]}"}
}

main "$@"
