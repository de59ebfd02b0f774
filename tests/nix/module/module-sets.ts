import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Three module systems under one module: that of a sandbox, a complete NixOS where NIX_PATH names one, and the library of
 * today's nixpkgs where NIX_PATH has `nixpkgs-lib=` (https://github.com/nix-community/nixpkgs.lib). Of the last there is no
 * NixOS, so a stand-in declares the options that the module defines, and no unit is made of them.
 */

export const PROJECT = new URL('../../../', import.meta.url).pathname;
const HERE = join(PROJECT, 'tests/nix/module');
const CHANNEL = join(PROJECT, 'nix/sandbox/channel');

export interface ModuleSet {
  readonly name: string;
  /** An expression for `{ config, pkgs }`, given one for a list of modules. */
  readonly evaluate: (modules: string) => string;
  /** Modules that a host of this set needs. */
  readonly host: string;
  readonly makesUnits: boolean;
  /** Whether nothing stands in the way of builds here: a complete NixOS builds with its own compiler. */
  readonly builds: boolean;
}

const BOOT = `{ boot.loader.systemd-boot.enable = true; boot.loader.grub.enable = false; fileSystems."/".device = "/dev/sda1"; }`;

const SANDBOX: ModuleSet = {
  name: 'the module set of a sandbox',
  evaluate: (modules) => `import ${CHANNEL}/nixos/lib/eval-config.nix { modules = ${modules}; }`,
  host: `${BOOT} { sandbox.root = "/h"; sandbox.node = "/n"; }`,
  makesUnits: true,
  builds: true,
};

function nixos(nixpkgs: string): ModuleSet {
  return {
    name: 'a complete NixOS',
    evaluate: (modules) =>
      `import ${nixpkgs}/nixos/lib/eval-config.nix { system = builtins.currentSystem; modules = ${modules}; }`,
    host: BOOT,
    makesUnits: true,
    builds: false,
  };
}

function today(library: string): ModuleSet {
  return {
    name: "the library of today's nixpkgs",
    evaluate: (modules) =>
      `let evaluated = (import ${library}/lib).evalModules { modules = ${modules}; }; in { inherit (evaluated) config; pkgs = import ${CHANNEL} { }; }`,
    host: `${HERE}/stand-in.nix { _module.args.pkgs = import ${CHANNEL} { }; }`,
    makesUnits: false,
    builds: true,
  };
}

function inNixPath(entry: string, file: string): string | undefined {
  const found = new RegExp(`(?:^|:)${entry}=(?<path>[^:]+)`, 'u').exec(process.env['NIX_PATH'] ?? '');
  const path = found?.groups?.['path'];
  return path !== undefined && existsSync(join(path, file)) ? path : undefined;
}

const NIXPKGS = inNixPath('nixpkgs', 'nixos/default.nix');
const LIBRARY = inNixPath('nixpkgs-lib', 'lib/default.nix');

/** Every module set that is here; what is not is said. */
export function moduleSets(who: string): readonly ModuleSet[] {
  const missing = [
    ...(NIXPKGS === undefined ? ['a complete NixOS (nixpkgs=)'] : []),
    ...(LIBRARY === undefined ? ["today's library (nixpkgs-lib=)"] : []),
  ];
  if (missing.length > 0)
    process.stdout.write(`${who}: skipped for ${missing.join(' and ')}, not in NIX_PATH\n`);
  return [
    SANDBOX,
    ...(NIXPKGS === undefined ? [] : [nixos(NIXPKGS)]),
    ...(LIBRARY === undefined ? [] : [today(LIBRARY)]),
  ];
}

export const SANDBOX_SET = SANDBOX;

/** The library of today's nixpkgs, for what needs no host. */
export const TODAY = LIBRARY;

/** A host with the module, and with a module's text on top. */
function hostWith(set: ModuleSet, lines: string): string {
  const modules = `[ ${PROJECT}nix/module.nix ${set.host} ({ pkgs, lib, ... }: ${lines}) ]`;
  return `with ${set.evaluate(modules)};`;
}

/** What an expression over `config` and `pkgs` is, as JSON; what Nix says where it fails. */
export function evaluate(
  set: ModuleSet,
  lines: string,
  expression: string,
): { readonly value: unknown } | { readonly error: string } {
  const args = ['--eval', '--strict', '--json', '--read-write-mode'];
  const ended = spawnSync('nix-instantiate', [...args, '--expr', `${hostWith(set, lines)} ${expression}`], {
    encoding: 'utf8',
  });
  return ended.status === 0 ? { value: JSON.parse(ended.stdout) } : { error: ended.stderr };
}

/** Every assertion that does not hold. */
export const FAILED = `map (each: each.message) (builtins.filter (each: !each.assertion) config.assertions)`;

// As root without build users, as in a container.
const BUILD = [
  '--option',
  'substitute',
  'false',
  ...(process.getuid?.() === 0 ? ['--option', 'sandbox', 'false', '--option', 'build-users-group', ''] : []),
];

/** A package that is this project as it was built. */
export const OWN_PACKAGE = `package = pkgs.writeShellScriptBin "nixos-ai" ''exec ${process.execPath} ${PROJECT}dist/cli/bin.cjs "$@"'';`;

/** Builds what lies below /etc/nixos-ai; the path of its directory, or what was said where that fails. */
export function buildFiles(
  set: ModuleSet,
  lines: string,
): { readonly path: string } | { readonly error: string } {
  const dir = mkdtempSync('/tmp/nixos-ai-module-');
  const file = join(dir, 'files.nix');
  writeFileSync(
    file,
    `${hostWith(set, lines)}
     let sources = map (name: config.environment.etc."nixos-ai/\${name}".source) (builtins.attrNames config.services.nixos-ai.files);
     in pkgs.runCommand "files" { inherit sources; } "echo $sources > $out"\n`,
  );
  const ended = spawnSync('nix-build', [file, '--no-out-link', ...BUILD], { encoding: 'utf8' });
  if (ended.status !== 0) return { error: ended.stderr };
  const first = execFileSync('cat', [ended.stdout.trim()], { encoding: 'utf8' }).split(' ')[0] ?? '';
  return { path: first.split('/').slice(0, 4).join('/') };
}
