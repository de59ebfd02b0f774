# Which host a script means. Sourced after toolchain.sh by the scripts that change one.
# shellcheck shell=bash

# Exit codes of the program (docs/SAFETY.md).
usage_error() { say "error: $*"; exit 2; }

is_nixos() { [ -e /etc/NIXOS ]; }
is_host() { [ -f "$1/nixos-ai.yaml" ]; }

# The directory of Nix files in a copy of a configuration: itself, or etc/nixos below it.
copied_configuration() {
  local candidate
  for candidate in "$1" "$1/etc/nixos"; do
    if [ -f "$candidate/flake.nix" ] || [ -f "$candidate/configuration.nix" ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Fills `where` with the arguments that name what --host said, or this NixOS computer.
find_host() {
  local named=$1 directory
  where=()
  if [ -z "$named" ]; then
    is_nixos || usage_error "this computer is not NixOS; name a host with --host DIR"
  elif is_host "$named"; then
    where=(--host "$named")
  elif directory=$(copied_configuration "$named"); then
    where=(--configuration "$directory")
  else
    usage_error "$named is no host, and no configuration: it has no nixos-ai.yaml, flake.nix or configuration.nix"
  fi
}

# On NixOS the tools come from its own nixpkgs, for as long as this script runs.
enter_node() {
  if is_nixos && [ -z "${NIXOS_AI_TOOLS-}" ] && ! node_is_new_enough; then
    NIXOS_AI_TOOLS=1 exec nix-shell -p "nodejs_$node_major" git --run "$(printf '%q ' "$@")"
  fi
  ensure_node
}

enter_tools() {
  enter_node "$@"
  ensure_nix
  is_ready || { ensure_packages; ensure_build; }
}

# Built from what lies here, and it starts: then nothing is fetched.
is_ready() {
  local built="$project/dist/man/man1/nixos-ai.1"
  [ -f "$built" ] && [ -z "$(find "$project/engine" "$project/schemas" "$project/package.json" -newer "$built" -print -quit)" ] &&
    node "$project/dist/cli/bin.cjs" --help >/dev/null 2>&1
}

nixos_ai() { node "$project/dist/cli/bin.cjs" "$@"; }
