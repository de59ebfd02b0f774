import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { toolFinding } from '../../nix/errors.ts';
import { exec, mustExec } from '../process/exec.ts';
import type { NixHost, SandboxHost } from './files.ts';

const DAEMON_SOCKET = '/nix/var/nix/daemon-socket/socket';

/** Root without a daemon builds by itself: without the build accounts and the namespaces that a container lacks. */
export async function probeNix(): Promise<NixHost> {
  const alone = process.getuid?.() === 0 && !existsSync(DAEMON_SOCKET);
  return { options: alone ? { sandbox: 'false', 'build-users-group': '' } : {} };
}

/** Writes `flake.lock`. The input is a path on this computer: no network is asked. */
export async function lockFlake(dir: string, nix: NixHost): Promise<void> {
  await mustExec({ argv: ['nix', ...flakes(nix), 'flake', 'lock', `path:${dir}/etc/nixos`] });
}

/** Evaluates and builds the configuration; gives the toplevel's store path. */
export async function buildToplevel(host: SandboxHost, nix: NixHost): Promise<Result<string>> {
  const instantiated = await exec({
    argv: ['nix-instantiate', ...optionArguments(nix), ...expression(host, nix)],
  });
  if (instantiated.spawnError !== undefined) return failed(toolFinding(instantiated));
  if (instantiated.exitCode !== 0) return notBuilt('evaluate', instantiated.stderr);
  const built = await exec({
    argv: ['nix-store', ...optionArguments(nix), '--realise', instantiated.stdout.trim()],
  });
  return built.exitCode === 0 ? ok(built.stdout.trim()) : notBuilt('build', built.stderr);
}

/** Makes the toplevel the newest generation of the host's system profile. */
export async function setProfile(dir: string, toplevel: string, nix: NixHost): Promise<void> {
  const profiles = join(dir, 'nix/var/nix/profiles');
  await mkdir(profiles, { recursive: true });
  await mustExec({
    argv: ['nix-env', ...optionArguments(nix), '--profile', join(profiles, 'system'), '--set', toplevel],
  });
}

function expression(host: SandboxHost, nix: NixHost): readonly string[] {
  if (!host.flake) {
    const configuration = `nixos-config=${host.dir}/etc/nixos/configuration.nix`;
    return ['<nixpkgs/nixos>', '-A', 'system', '-I', `nixpkgs=${host.dir}/channel`, '-I', configuration];
  }
  const scheme = existsSync(join(host.dir, 'etc/nixos/.git')) ? 'git+file://' : 'path:';
  const flake = `(builtins.getFlake "${scheme}${host.dir}/etc/nixos")`;
  const toplevel = `${flake}.nixosConfigurations.${host.hostName}.config.system.build.toplevel`;
  return [...flakes(nix), '--expr', toplevel];
}

function flakes(nix: NixHost): readonly string[] {
  return ['--option', 'experimental-features', 'nix-command flakes', ...optionArguments(nix)];
}

function optionArguments(nix: NixHost): readonly string[] {
  return Object.entries(nix.options).flatMap(([name, value]) => ['--option', name, value]);
}

function notBuilt(what: string, stderr: string): Result<never> {
  return failed({
    code: 'SBX003',
    severity: 'error',
    message: `Nix could not ${what} the new host: ${stderr.slice(-2000)}`,
    fix: 'the directory is left for inspection; remove it before the next attempt',
  });
}
