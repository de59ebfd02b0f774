# Finds or installs what the project needs. Sourced by the scripts beside it; each function is idempotent and says what
# to do where it cannot help. Nothing is downloaded but packages from npm and Debian.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
node_major=24

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# Runs a command as root: as it is for root, through sudo where that asks nothing.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

# Debian packages, by name. The package list is fetched once a shell.
apt_install() {
  command -v apt-get >/dev/null || return 1
  if [ -z "${apt_updated:-}" ]; then as_root apt-get update -qq >/dev/null || return 1; apt_updated=1; fi
  say "installing $* (Debian)"
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

node_is_new_enough() {
  command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$node_major" ]
}

# Puts Node >= 24 first on PATH: the system's, or the one npm's own packages carry, in .toolchain/.
ensure_node() {
  node_is_new_enough && return
  local bin="$project/.toolchain/node_modules/node-$(node_platform)/bin"
  if [ ! -x "$bin/node" ]; then
    command -v npm >/dev/null || die "Node >= $node_major is needed. On NixOS: nix-shell -p nodejs_$node_major; on Debian: apt-get install npm, then again"
    say "installing Node $node_major into .toolchain/"
    mkdir -p "$project/.toolchain"
    [ -f "$project/.toolchain/package.json" ] || echo '{"private":true}' >"$project/.toolchain/package.json"
    npm install --prefix "$project/.toolchain" --no-audit --no-fund --loglevel=error "node-$(node_platform)@$node_major" >&2
  fi
  export PATH="$bin:$PATH"
  node_is_new_enough || die "the Node in .toolchain/ does not run here; install Node >= $node_major yourself"
}

node_platform() {
  local machine
  machine=$(uname -m)
  case "$machine" in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) die "no Node package is known for $machine; install Node >= $node_major yourself" ;;
  esac
}

# Real Nix: evaluation, builds, profiles. On Debian the package nix-bin; busybox-static is the sandbox host's builder.
ensure_nix() {
  if ! command -v nix-instantiate >/dev/null; then
    apt_install nix-bin || die "Nix is needed, and this is not a Debian where it can be installed as root. See https://nixos.org/download"
  fi
  command -v git >/dev/null || apt_install git || die "git is needed"
  [ -x /bin/busybox ] || command -v busybox >/dev/null || apt_install busybox-static || true
}

# npm's packages, exactly as locked; nothing is done when they are there.
ensure_packages() {
  local lock="$project/package-lock.json" stamp="$project/node_modules/.installed"
  if [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; then return; fi
  say "installing packages (npm ci)"
  (cd "$project" && npm ci --no-audit --no-fund --loglevel=error >&2)
  cp "$lock" "$stamp"
}

# dist/, when a source is newer than it.
ensure_build() {
  local built="$project/dist/man/man1/nixos-ai.1"
  if [ -f "$built" ] && [ -z "$(find "$project/engine" "$project/schemas" "$project/scripts/build.ts" "$project/package.json" -newer "$built" -print -quit)" ]; then return; fi
  say "building dist/"
  (cd "$project" && node scripts/build.ts)
}

# What some tests look through: a terminal. They say so when they are left out without it.
ensure_test_tools() {
  command -v zsh >/dev/null && command -v fish >/dev/null && command -v mandoc >/dev/null || apt_install zsh fish mandoc ||
    say "zsh, fish or mandoc is not here: some tests of completion and of the manual page are left out"
  command -v tmux >/dev/null || apt_install tmux || say "tmux is not here: the tests of the prompt are left out"
}

# What boots computers in containers. It never fails: the tests of tests/machine/systemd say what they are left out for.
ensure_machine_tools() {
  if [ "$(id -u)" != 0 ]; then say "not root: the tests on real systemd are left out"; return; fi
  local missing=()
  command -v systemd-nspawn >/dev/null || missing+=(systemd-container)
  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v ip >/dev/null || missing+=(iproute2)
  [ "${#missing[@]}" = 0 ] || apt_install "${missing[@]}" || say "${missing[*]} cannot be installed: the tests on real systemd are left out"
}

ensure_all() {
  ensure_node
  ensure_nix
  ensure_packages
  ensure_build
}
