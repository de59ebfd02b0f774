#!/bin/sh
# Brings back the system of before when nixos-ai itself does not start. Needs a POSIX shell and Nix's own programs;
# no Node, no network, no evaluation: the old system is in the store, and its own program activates it.
set -eu

usage() {
  cat <<'END'
Usage: rollback.sh [--host DIR] [--to N] [--list] [--yes] [--help]

Switches to an earlier generation of the system profile and makes it boot next. The files of the
configuration are not changed.

  --host DIR  the host in DIR, as made by `nixos-ai sandbox create`; default: this NixOS computer
  --to N      the generation to take; else the newest one before what runs that did not fail on trial; or what runs,
              where another one boots next: it was chosen in the boot menu
  --list      list the running system, the next boot and the generations, and stop
  --yes       do not ask
  --help      show this help

Exit codes: 0 done or already so; 1 failed with nothing changed; 2 wrong arguments, no such generation, or a
run of nixos-ai is in progress; 4 half done, needs a person; 5 not approved.
END
}

say() { printf '%s\n' "$*"; }
die() {
  code=$1
  shift
  printf 'error: %s\n' "$*" >&2
  exit "$code"
}

main() {
  root='' target='' yes='' list=''
  while [ $# -gt 0 ]; do
    case $1 in
      --host) [ $# -ge 2 ] || die 2 '--host needs a directory'; root=$2; shift ;;
      --host=*) root=${1#*=} ;;
      --to) [ $# -ge 2 ] || die 2 '--to needs the number of a generation'; target=$2; shift ;;
      --to=*) target=${1#*=} ;;
      --list) list=1 ;;
      -y | --yes) yes=1 ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; die 2 "'$1' is not known" ;;
    esac
    shift
  done
  case $target in *[!0-9]*) die 2 "--to needs the number of a generation, got '$target'" ;; esac
  read_host
  look
  choose
  show
  [ -z "$list" ] || exit 0
  if [ "$running" = "$chosen_path" ] && [ "$current" = "$chosen_path" ]; then
    say "generation $chosen runs and boots next already; nothing was changed"
    exit 0
  fi
  refuse_while_busy
  check_tools
  approve
  call_off_timers
  activate
  confirm
}

# --- where things are -------------------------------------------------------------------------------------------------

# Paths as the engine has them: its defaults, or what the settings file of the host says.
read_host() {
  if [ -n "$root" ]; then
    [ -d "$root" ] || die 2 "there is no directory $root"
    root=$(cd "$root" && pwd -P)
    settings=$root/nixos-ai.yaml
    [ -f "$settings" ] || die 2 "$root is not a host: it has no nixos-ai.yaml"
  else
    settings=/etc/nixos-ai/config.yaml
    [ -e /etc/NIXOS ] || [ -f "$settings" ] || die 2 'this computer is not NixOS; name a host with --host DIR'
  fi
  profile=$(setting profile "$root/nix/var/nix/profiles/system")
  system=$(setting system "$root/run")
  state=$(setting state "$root/var/lib/nixos-ai")
}

# A path of the settings file's `host:` map, or the default.
setting() {
  value=''
  if [ -r "$settings" ]; then
    value=$(sed -n '/^host:/,/^[^[:space:]#]/s/^[[:space:]][[:space:]]*'"$1"':[[:space:]]*\([^[:space:]#]*\).*$/\1/p' \
      "$settings" | sed -e 's/^["'\'']//' -e 's/["'\'']$//' | head -n 1)
  fi
  printf '%s\n' "${value:-$2}"
}

look() {
  running=$(readlink -f "$system/current-system") || die 1 "what runs cannot be read: $system/current-system"
  current=$(readlink -f "$profile") || die 1 "there is no system profile $profile"
  booted=$(readlink -f "$system/booted-system" 2>/dev/null || true)
  generations=$(list_generations)
  [ -n "$generations" ] || die 1 "the system profile $profile has no generations"
}

# "NUMBER PATH", newest first; only those whose system is still in the store.
list_generations() {
  for link in "$profile"-*-link; do
    [ -L "$link" ] || continue
    number=${link#"$profile"-}
    number=${number%-link}
    case $number in '' | *[!0-9]*) continue ;; esac
    path=$(readlink -f "$link") || continue
    [ -x "$path/bin/switch-to-configuration" ] || continue
    printf '%s %s\n' "$number" "$path"
  done | sort -rn
}

path_of() { printf '%s\n' "$generations" | sed -n "s/^$1 //p"; }
numbers_of() { printf '%s\n' "$generations" | while read -r number path; do [ "$path" != "$1" ] || say "$number"; done; }

# Whether the engine has put this system on its list of those that did not hold.
is_quarantined() { [ -r "$state/quarantine.json" ] && grep -F -q "\"outPath\": \"$1\"" "$state/quarantine.json"; }

# --- which generation -------------------------------------------------------------------------------------------------

choose() {
  here=$(numbers_of "$running" | head -n 1)
  # A system may have several numbers; before it is before the first of them, or going back twice would lead forward.
  first=$(numbers_of "$running" | tail -n 1)
  if [ -n "$target" ]; then
    chosen=$target
    chosen_path=$(path_of "$target")
    [ -n "$chosen_path" ] || { show_generations; die 2 "there is no generation $target that could be activated"; }
    return
  fi
  if [ -n "$here" ] && [ "$running" != "$current" ] && ! is_quarantined "$running"; then
    chosen=$here chosen_path=$running
    return
  fi
  chosen='' chosen_path=''
  # What runs on trial is no generation yet: then the newest one is the system of before.
  while read -r number path; do
    [ "$path" != "$running" ] || continue
    [ -z "$first" ] || [ "$number" -lt "$first" ] || continue
    ! is_quarantined "$path" || continue
    chosen=$number chosen_path=$path
    break
  done <<END
$generations
END
  [ -n "$chosen" ] || [ -n "$list" ] || { show_generations; die 2 'there is no earlier generation that held; name one with --to N'; }
}

show() {
  say "runs:       $running${here:+ (generation $here)}"
  say "boots next: $current ($(basename "$(readlink "$profile")" | sed 's/^.*-\([0-9]*\)-link$/generation \1/'))"
  [ -z "$booted" ] || [ "$booted" = "$running" ] || say "was booted: $booted"
  show_generations
  show_open_runs
  for unit in $(timers); do say "a timer of nixos-ai is set: $unit; it would roll a run back by itself"; done
  [ -n "$list" ] || say "to take:    generation $chosen, $chosen_path"
}

show_generations() {
  say 'generations:'
  printf '%s\n' "$generations" | while read -r number path; do
    note=''
    [ "$path" != "$running" ] || note="$note, runs"
    [ "$path" != "$current" ] || note="$note, boots next"
    ! is_quarantined "$path" || note="$note, did not hold"
    say "  $number  $path${note:+  (${note#, })}"
  done
}

# A run that is open, or that needs a person, has a directory of its own.
show_open_runs() {
  for run in "$state"/runs/*/; do
    [ -d "$run" ] || continue
    say "run $(basename "$run") of nixos-ai is open, or needs a person: its files may be in the configuration"
  done
}

# --- before anything is changed ---------------------------------------------------------------------------------------

# An engine that works holds the host; one that died does not, whatever its note says.
refuse_while_busy() {
  [ -r "$state/lock.json" ] || return 0
  pid=$(sed -n 's/.*"pid": *\([0-9][0-9]*\).*/\1/p' "$state/lock.json")
  [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || return 0
  # A number is soon another process's: the one that holds the host has its lock open.
  holds_lock "$pid" || return 0
  die 2 "a run of nixos-ai holds this host (process $pid); wait for it, or end it: kill $pid"
}

holds_lock() {
  for open in "/proc/$1/fd"/*; do
    [ "$(readlink "$open" 2>/dev/null)" != "$state/lock.db" ] || return 0
  done
  return 1
}

check_tools() {
  command -v nix-env >/dev/null || PATH=$PATH:/run/current-system/sw/bin:/nix/var/nix/profiles/default/bin
  command -v nix-env >/dev/null || die 1 'nix-env is not found; it sets the system profile'
  [ -w "$(dirname "$profile")" ] || die 1 "$(dirname "$profile") may not be written: run this as root"
}

approve() {
  [ -z "$yes" ] || return 0
  printf 'Make generation %s what runs and what boots next? [y/N] ' "$chosen"
  answer=''
  read -r answer || true
  case $answer in y | Y | yes) ;; *) say 'nothing was changed'; exit 5 ;; esac
}

# --- the timers that the engine sets ----------------------------------------------------------------------------------

systemctl_of_host() {
  if [ -n "$root" ]; then "$system/current-system/sw/bin/systemctl" "$@"; else systemctl "$@"; fi
}

timers() {
  systemctl_of_host list-units --type=timer --plain --no-legend 2>/dev/null |
    sed -n 's/^[^A-Za-z]*\(nixos-ai-dead-man-[^ ]*\.timer\).*$/\1/p'
}

# One that goes off in the middle would switch as well. Where the service manager set none, a process of the engine waits.
call_off_timers() {
  for unit in $(timers); do
    systemctl_of_host stop "$unit" >/dev/null 2>&1 && say "called off $unit"
  done
  for run in "$state"/runs/*/; do
    [ -d "$run" ] || continue
    unit=nixos-ai-dead-man-$(basename "$run")
    for process in /proc/[0-9]*; do
      tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -q "^sh -c .* $unit [0-9]" || continue
      kill "${process#/proc/}" 2>/dev/null && say "called off $unit (process ${process#/proc/})"
    done
  done
}

# --- the change -------------------------------------------------------------------------------------------------------

# The profile first: what is activated becomes the boot entry, which is made from the profile.
activate() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/nixos-ai-rollback.XXXXXX")
  log=$work/log
  code_file=$work/code
  nix-env -p "$profile" --set "$chosen_path" >"$log" 2>&1 ||
    { cat "$log" >&2; die 1 "the profile could not be set; nothing was changed"; }
  # What an interrupted switch left to do is not for this one.
  rm -f "$system"/nixos/start-list "$system"/nixos/restart-list "$system"/nixos/reload-list
  say "activating $chosen_path"
  start_detached
  wait_for_end
}

# Its end is written beside its log; so a closed terminal or a lost session does not stop it half-way.
start_detached() {
  # shellcheck disable=SC2016 # these are for the inner shell
  script='"$1" switch >>"$2" 2>&1; echo $? >"$3.new"; mv "$3.new" "$3"'
  if [ -z "$root" ] && [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
    systemd-run --quiet --collect --no-block --unit="nixos-ai-rollback-$$" --setenv=PATH="$PATH" -- \
      "$(command -v sh)" -c "$script" sh "$chosen_path/bin/switch-to-configuration" "$log" "$code_file" && return
  fi
  detach='nohup'
  command -v setsid >/dev/null && detach='setsid'
  "$detach" sh -c "trap '' HUP INT; $script" sh "$chosen_path/bin/switch-to-configuration" "$log" "$code_file" \
    </dev/null >/dev/null 2>&1 &
}

# As long as the engine gives a switch by default, twice.
wait_for_end() {
  waited=0
  while [ ! -e "$code_file" ] && [ "$waited" -lt 600 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  code=$(cat "$code_file" 2>/dev/null || true)
}

confirm() {
  sed 's/^/  /' "$log"
  now=$(readlink -f "$system/current-system" || true)
  [ -n "$code" ] || die 4 "the activation has not ended after ten minutes; its log is $log"
  [ "$now" = "$chosen_path" ] ||
    die 4 "the profile is generation $chosen, but ${now:-nothing} runs (exit $code); boot that generation from the boot menu. Log: $log"
  case $code in
    0) ;;
    4) say 'a unit failed while the system was activated: systemctl --failed' ;;
    *) die 4 "generation $chosen runs, but its activation ended with $code, so a part of it, or the boot entry, is missing. Log: $log" ;;
  esac
  rm -rf "$work"
  say "generation $chosen runs, and boots next: $chosen_path"
  other_kernel
  say "The files of the configuration are as they were. Before the next change, make them say what runs, or apply them"
  say "again; a run that is open is ended by 'nixos-ai resume' or 'nixos-ai rollback' once the program starts."
}

other_kernel() {
  [ -n "$booted" ] && [ -e "$booted/kernel" ] && [ -e "$chosen_path/kernel" ] || return 0
  [ "$(readlink -f "$booted/kernel")" = "$(readlink -f "$chosen_path/kernel")" ] ||
    say 'Another kernel runs than that of this generation: reboot to be back on all of it.'
}

main "$@"
