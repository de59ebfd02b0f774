#!/usr/bin/env bash
# Sets up what is needed, then runs every check and every test.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=scripts/lib/toolchain.sh
. "$here/lib/toolchain.sh"

ensure_all
ensure_test_tools
ensure_machine_tools
cd "$project"
npm run --silent check
npm run --silent test -- "$@"
