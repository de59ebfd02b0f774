import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { needs } from './needs.ts';

/*
 * Hosts on a real nixpkgs, which NIX_PATH names. Nothing of it is part of this project; what such a host lacks of NixOS is
 * a running system, so it is planned on and never switched.
 */

const DATA = new URL('../data/requests/', import.meta.url).pathname;
const NAMED = /(?:^|:)nixpkgs=(?<path>[^:]+)/u.exec(process.env['NIX_PATH'] ?? '')?.groups?.['path'] ?? '';

/** Where NIX_PATH has a nixpkgs with NixOS; undefined where it has none. */
export const NIXPKGS = existsSync(join(NAMED, 'nixos/default.nix')) ? NAMED : undefined;

/** Options of tests that need one. */
export const ON_NIXPKGS = needs(NIXPKGS !== undefined, 'NIX_PATH has no nixpkgs with NixOS');

/** For measurements that need one: says so where they are left out. */
export function saySkipped(what: string): void {
  if (NIXPKGS === undefined) process.stdout.write(`${what}: skipped, NIX_PATH has no nixpkgs with NixOS\n`);
}

/** Nix options for a computer without network, and without the users that build. */
export const NIX_OPTIONS: Readonly<Record<string, string>> = {
  substitute: 'false',
  ...(process.getuid?.() === 0 ? { sandbox: 'false', 'build-users-group': '' } : {}),
};

export type Kind = 'channel' | 'flake' | 'flake in git';

export interface NixosHost {
  readonly base: string;
  readonly configuration: string;
  /** The package set in the store, where a channel has it. */
  readonly nixpkgs: string;
  /** What `nixos-config` is. */
  readonly entry: string;
}

/** A host of one kind on one of the configurations of tests/data/requests (`minimal`, `desktop`). */
export function makeNixosHost(base: string, on: string, kind: Kind = 'channel'): NixosHost {
  const configuration = join(base, 'etc/nixos');
  mkdirSync(configuration, { recursive: true });
  for (const name of ['hardware-configuration.nix', 'users.nix'])
    copyFileSync(join(DATA, name), join(configuration, name));
  copyFileSync(join(DATA, `base-${on}.nix`), join(configuration, 'configuration.nix'));
  const nixpkgs = inStore(NIXPKGS ?? '');
  const host = { base, configuration, nixpkgs, entry: join(base, 'stand-ins.nix') };
  writeFileSync(host.entry, STAND_INS.replace('@configuration@', join(configuration, 'configuration.nix')));
  if (kind !== 'channel') makeFlake(host);
  if (kind === 'flake in git') commitAll(configuration);
  makeSystem(base);
  writeFileSync(join(base, 'nixos-ai.yaml'), JSON.stringify(settingsOf(host, kind)));
  return host;
}

/** The arguments of Nix tools that mean this host's channel. */
export function channelArguments({ nixpkgs, entry }: NixosHost): string[] {
  const options = Object.entries(NIX_OPTIONS).flatMap(([name, value]) => ['--option', name, value]);
  return [...options, '-I', `nixpkgs=${nixpkgs}`, '-I', `nixos-config=${entry}`];
}

/** The `nixos-rebuild` of a nixpkgs, made to run on this computer; undefined where it is no script. */
export function nixosRebuild({ base, nixpkgs }: NixosHost): string | undefined {
  const source = REBUILD.map((path) => join(nixpkgs, path)).find((path) => existsSync(path));
  if (source === undefined) return undefined;
  const which = (program: string): string =>
    execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  const places: Readonly<Record<string, string>> = {
    shell: which('bash'),
    runtimeShell: which('bash'),
    nix: dirname(dirname(which('nix-build'))),
    path: dirname(which('nix-build')),
  };
  const text = readFileSync(source, 'utf8').replaceAll(
    /@(\w+)@/gu,
    (whole, name: string) => places[name] ?? whole,
  );
  const script = join(base, 'nixos-rebuild');
  writeFileSync(script, text);
  chmodSync(script, 0o755);
  return script;
}

const REBUILD = [
  'nixos/modules/installer/tools/nixos-rebuild.sh',
  'pkgs/os-specific/linux/nixos-rebuild/nixos-rebuild.sh',
];

/** A plain directory is copied once; a flake wants it under the name `source`. */
function inStore(path: string): string {
  const expression = `"\${builtins.path { name = "source"; path = ${path}; }}"`;
  const printed = execFileSync(
    'nix-instantiate',
    ['--eval', '--json', '--read-write-mode', '--expr', expression],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return String(JSON.parse(printed));
}

function makeFlake({ configuration, nixpkgs }: NixosHost): void {
  writeFileSync(
    join(configuration, 'stand-ins.nix'),
    STAND_INS.replace('@configuration@', './configuration.nix'),
  );
  writeFileSync(join(configuration, 'flake.nix'), FLAKE.replace('@nixpkgs@', nixpkgs));
  const features = ['--extra-experimental-features', 'nix-command flakes'];
  execFileSync('nix', [...features, 'flake', 'lock', `path:${configuration}`], { stdio: 'pipe' });
}

function commitAll(directory: string): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      cwd: directory,
      stdio: 'pipe',
    });
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as installed');
}

/** Links that say what runs. */
function makeSystem(base: string): void {
  const anything = execFileSync('nix-store', ['--add', join(DATA, 'requests.yaml')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  mkdirSync(join(base, 'run'));
  symlinkSync(anything, join(base, 'run/current-system'));
  symlinkSync(anything, join(base, 'system-1-link'));
  symlinkSync('system-1-link', join(base, 'system'));
}

function settingsOf({ base, configuration, nixpkgs, entry }: NixosHost, kind: Kind): object {
  return {
    host: {
      root: base,
      configuration,
      ...(kind === 'channel' ? { style: 'channel' } : { style: 'flake', attribute: 'nixos' }),
      profile: join(base, 'system'),
      system: join(base, 'run'),
      state: join(base, 'state'),
      systemctl: ['true'],
      'systemd-run': ['false'],
    },
    nix: {
      ...(kind === 'channel' ? { path: { nixpkgs, 'nixos-config': entry } } : {}),
      options: NIX_OPTIONS,
    },
  };
}

// What a tree without its largest files lacks is not what is tested.
const STAND_INS = `{ lib, ... }: {
  imports = [ @configuration@ ];
  nixpkgs.overlays = [ (self: super: { pandoc = super.hello; shellcheck = super.hello; }) ];
  documentation.nixos.enable = lib.mkDefault false;
  # Where not every package can be looked at, nobody knows which licences are unfree.
  nixpkgs.config.allowUnfree = true;
}
`;

const FLAKE = `{
  inputs.nixpkgs.url = "path:@nixpkgs@";
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.nixos = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [ ./stand-ins.nix ];
    };
  };
}
`;
