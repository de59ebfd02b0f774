#!/usr/bin/env bash
# nixos-ai onto this computer, by one command. On NixOS its module gets into the configuration, as a run of its own:
# preview, consent, trial, and back if it does not hold. On another Linux a sandbox host is made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"
# shellcheck source=scripts/lib/host.sh
. "$here/lib/host.sh"

usage() {
  cat <<'END'
Usage: bootstrap.sh [--host DIR] [--attribute NAME] [--source PLACE] [--yes] [--dry-run] [--help]

On NixOS: adds `services.nixos-ai.enable = true;` and the module to /etc/nixos, a flake or not, shows the diff and
what it changes, asks, switches, checks that the program starts, and takes everything back when it does not. Done
twice it changes nothing. A configuration that cannot be changed with certainty is left alone: the lines to write
are said.

On another Linux: makes a sandbox host, by default in ~/nixos-ai-host.

  --host DIR        a sandbox host, or a copy of a configuration: of a copy the files alone are changed
  --attribute NAME  the host of a flake, in a copy; else the only one
  --source PLACE    where the module comes from: a directory, or for a flake the URL of an input; else this checkout
  --yes             approve the plan in the preview
  --dry-run         show the diff, change nothing
  --help            show this help

Exit codes are those of nixos-ai: 0 done or already so, 1 failed, 2 nothing was started, 3 taken back, 4 a person
has to look, 5 not approved.
END
}

main() {
  local host='' dry='' arguments=()
  local all=("$0" "$@")
  while [ $# -gt 0 ]; do
    case $1 in
      --host | --attribute | --source)
        [ $# -ge 2 ] || usage_error "$1 needs a value"
        if [ "$1" = --host ]; then host=$2; else arguments+=("$1" "$2"); fi
        shift
        ;;
      --yes | -y) arguments+=(--yes) ;;
      --dry-run) dry=1 arguments+=(--dry-run) ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; usage_error "'$1' is not known" ;;
    esac
    shift
  done
  if [ -z "$host" ] && ! is_nixos; then
    enter_tools "${all[@]}"
    make_sandbox "$HOME/nixos-ai-host" "$dry"
    return
  fi
  find_host "$host"
  if [ "${#where[@]}" = 0 ] && [ -z "$dry" ] && [ "$(id -u)" != 0 ]; then
    usage_error "changing this computer needs root: sudo $0"
  fi
  enter_tools "${all[@]}"
  nixos_ai self install ${where[@]+"${where[@]}"} ${arguments[@]+"${arguments[@]}"}
}

# Twice makes one: a host that is there is only started.
make_sandbox() {
  local directory=$1 dry=$2
  if is_host "$directory"; then
    [ -n "$dry" ] || nixos_ai sandbox start "$directory"
    say "the sandbox host in $directory is there already"
  elif [ -n "$dry" ]; then
    say "this computer is not NixOS: a sandbox host would be made in $directory"
  else
    nixos_ai sandbox create "$directory"
  fi
}

main "$@"
