import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** A package set that knows only the names of what is asked of it. */
const NIXPKGS = `{
  lib.genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
  legacyPackages = let each = {
    nodejs_24 = "nodejs_24"; nix = "nix"; git = "git"; pkgsStatic.busybox = "busybox";
    mkShell = shell: shell.packages;
  }; in { x86_64-linux = each; aarch64-linux = each; };
}`;

describe('the flake of the project', () => {
  it('gives a shell with everything the scripts need, on both systems', () => {
    const file = new URL('../../../flake.nix', import.meta.url).pathname;
    const expression = `builtins.mapAttrs (_: each: each.default) ((import ${file}).outputs { self = { }; nixpkgs = ${NIXPKGS}; }).devShells`;
    const printed = execFileSync('nix-instantiate', ['--eval', '--strict', '--json', '--expr', expression], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const packages = ['nodejs_24', 'nix', 'git', 'busybox'];
    expect(JSON.parse(printed)).toEqual({ 'x86_64-linux': packages, 'aarch64-linux': packages });
  });
});
