#!/usr/bin/env bash
# The main job on a sandbox host: real Nix, real git, real processes, nothing changed outside a temporary directory but
# the Nix store. Every line that begins with $ is a command that you can type.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"
ensure_all

host=$(mktemp -d /tmp/nixos-ai-demo.XXXXXX)/host
bin="$project/dist/cli/bin.cjs"
nixos_ai() { "$bin" "$@"; }
trap 'nixos_ai sandbox stop "$host" >/dev/null 2>&1 || true; rm -rf "$(dirname "$host")"' EXIT
export NIXOS_AI_HOST="$host" FORCE_COLOR=${FORCE_COLOR-1}

# What a service answers; Node is there anyway, curl may not be.
get() { node -e 'require("node:http").get(process.argv[1], { socketPath: process.argv[2] }, (r) => r.pipe(process.stdout)).on("error", (e) => { console.error(e.message); process.exit(1); })' "$@"; }
ping_docker() { get http://localhost/_ping "$host/run/docker.sock"; }

title() { printf '\n\033[1;34m== %s\033[0m\n' "$*"; }
# Shows a command, runs it, and holds it to the exit code it must have.
expect() {
  local wanted=$1 got=0
  shift
  printf '\033[1m$ nixos-ai'; printf ' %q' "$@"; printf '\033[0m\n'
  nixos_ai "$@" || got=$?
  [ "$got" = "$wanted" ] || die "exit code $got, expected $wanted"
}

title 'A host to try things on'
expect 0 sandbox create "$host"
http=$(sed -n 's/.*defaultHTTPListenPort = \([0-9]*\);.*/\1/p' "$host/etc/nixos/configuration.nix")

title 'A sentence becomes a verified change'
expect 0 'install docker and enable it' --yes
printf '$ curl --unix-socket %s/run/docker.sock http://localhost/_ping\n' "$host"
[ "$(ping_docker)" = OK ] && echo OK

title 'The same again changes nothing'
expect 0 'install docker and enable it' --yes

title 'A change whose health check fails is rolled back by itself'
expect 3 run "$project/tests/data/runbooks/break-nginx.yaml" --yes
printf '$ curl http://127.0.0.1:%s/\n' "$http"
get "http://127.0.0.1:$http/"

title 'An option that does not exist is refused before anything is evaluated'
expect 2 run "$project/tests/data/runbooks/misspelt-option.yaml" --yes

title 'What happened'
expect 0 history
expect 0 show

title 'Go on by yourself'
printf '%s\n' "\$ alias nixos-ai=$project/scripts/nixos-ai" '$ nixos-ai sandbox create /tmp/host' \
  '$ export NIXOS_AI_HOST=/tmp/host' '$ nixos-ai "open port 8080"' \
  'docs/TOUR.md goes on from there, in five minutes.'
