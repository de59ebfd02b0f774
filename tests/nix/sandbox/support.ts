import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Sandbox, SandboxOptions } from '../../../engine/host/sandbox/sandbox.ts';
import { createSandbox, crashSandbox } from '../../../engine/host/sandbox/sandbox.ts';
import { probeNix } from '../../../engine/host/sandbox/nix.ts';
import { until } from '../../lib/until.ts';

/** What a test sees of a program that ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
}

/** The module set as it lies in the repository: good for evaluation. */
export const channel = new URL('../../../nix/sandbox/channel', import.meta.url).pathname;

export async function temporary(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'sbx-'));
}

export async function newHost(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const dir = await temporary();
  const made = await createSandbox({ dir, flake: false, git: false, ...options });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  return made.value;
}

/** Ends whatever still runs and removes the directory. */
export async function dispose(host: Sandbox | undefined): Promise<void> {
  if (host === undefined) return;
  await crashSandbox(host.dir);
  await rm(host.dir, { recursive: true, force: true });
}

export async function run(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const ended = await execa(program, argv, { all: true, reject: false, timeout: 30_000, env });
  return { code: ended.exitCode ?? -1, out: ended.all };
}

export function systemctl(host: Sandbox, ...argv: readonly string[]): Promise<Ended> {
  return run(join(host.dir, 'run/current-system/sw/bin/systemctl'), argv);
}

export function systemdRun(host: Sandbox, ...argv: readonly string[]): Promise<Ended> {
  return run(join(host.dir, 'run/current-system/sw/bin/systemd-run'), argv);
}

/** One property of a unit. */
export async function property(host: Sandbox, unit: string, name: string): Promise<string> {
  const { out } = await systemctl(host, 'show', unit, `--property=${name}`);
  return out.replace(`${name}=`, '').trim();
}

/** Builds the host with further lines in its configuration; the file itself stays as it is. Gives the toplevel. */
export async function buildWith(host: Sandbox, lines: string): Promise<string> {
  const file = join(host.dir, 'etc/nixos/extended.nix');
  await writeFile(file, `{ lib, pkgs, config, ... }: { imports = [ ./configuration.nix ]; ${lines} }`);
  const options = Object.entries((await probeNix()).options).flatMap(([name, value]) => [
    '--option',
    name,
    value,
  ]);
  const path = ['-I', `nixpkgs=${host.dir}/channel`, '-I', `nixos-config=${file}`];
  const drv = await execa('nix-instantiate', ['<nixpkgs/nixos>', '-A', 'system', ...path, ...options]);
  const built = await execa('nix-store', ['--realise', drv.stdout, ...options]);
  return built.stdout;
}

export function activate(toplevel: string, action: string): Promise<Ended> {
  return run(join(toplevel, 'bin/switch-to-configuration'), [action]);
}

/** The first bytes a server sends. */
export function greeting(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
  });
}

export function bootEntry(host: Sandbox): Promise<string> {
  return readFile(join(host.dir, 'boot/loader/loader.conf'), 'utf8');
}

/** Waits until `probe` gives true; false when it never did. */
export async function eventually(probe: () => Promise<boolean>, milliseconds = 5000): Promise<boolean> {
  const look = async (): Promise<true | undefined> => ((await probe()) ? true : undefined);
  return until(look, 'true', { within: milliseconds, every: 50 }).catch(() => false);
}
