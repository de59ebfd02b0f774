#!/bin/sh
# Records what Nix says with and without --log-format internal-json: record.sh OUT CACHE URL
# OUT is the directory of the recordings, CACHE one for a binary cache that a web server offers at URL.
# Whoever runs it may write to the Nix store; what packages.nix makes is removed from it.
set -eu
out=$1 cache=$2 url=$3
export HOME="$out" NIX_CONFIG='sandbox = false
build-users-group =
substituters =
require-sigs = false
max-jobs = 1
experimental-features = nix-command'
file=$(nix-store --add "$(dirname "$0")/packages.nix")
drv() { nix-instantiate "$file" -A "$1" 2>/dev/null; }
forget() {
  rm -rf "$out/root" "$out/.cache"
  nix-store --delete $(for name in "$@"; do nix-store -q --outputs "$(drv "$name")"; done) >/dev/null 2>&1 || :
}
# Both forms of one command: record NAME WHAT-TO-FORGET COMMAND…
record() {
  name=$1 forgotten=$2
  shift 2
  forget $forgotten
  "$@" >/dev/null 2>"$out/$name.txt" || :
  forget $forgotten
  "$@" --log-format internal-json ${verbose:-} >/dev/null 2>"$out/$name.nix-log" || :
}
all='broken whole gamma beta alpha'
root="--add-root $out/root --indirect"
record build "$all" nix-store --realise $root "$(drv whole)"
record failed "$all" nix-store --realise $root "$(drv broken)"
record dry-build "$all" nix-store --realise --dry-run "$(drv whole)"
verbose=-v record evaluate generated nix-instantiate --eval --strict --read-write-mode -E "(import $file).imported.answer"
record trace '' nix-instantiate $root "$file" -A said
record refused '' nix-instantiate --eval --strict --json -E "(import $file).refused"
record undefined '' nix-instantiate --eval -E "
  let x = 1; in
  nowhere + x"
nix copy --to "file://$cache?compression=none" "$(nix-store --realise "$(drv fetched)" 2>/dev/null)" 2>/dev/null
export NIX_CONFIG="$NIX_CONFIG
extra-substituters = $url"
record fetch 'fetched large small' nix-store --realise $root "$(drv fetched)"
rm -rf "$out/root" "$out/.cache" "$out/.local" "$out/.nix-defexpr" "$out/.nix-profile"
