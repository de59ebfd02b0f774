#!/usr/bin/env bash
# Sets up what is needed, then runs every check and the tests: `scripts/test.sh [--all] [FILE…]`. With --all also what
# takes long: computers in containers, a kill at every point of a change, and more random cases.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"

if [ "${1:-}" = --all ]; then
  export NIXOS_AI_TESTS=all
  shift
fi

ensure_all
ensure_test_tools
[ "${NIXOS_AI_TESTS:-}" != all ] || ensure_machine_tools
cd "$project"
npm run --silent check
npm run --silent test -- "$@"
