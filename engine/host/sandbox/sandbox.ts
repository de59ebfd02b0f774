import { mkdir, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { exec, mustExec } from '../process/exec.ts';
import { gitIn, identityArguments } from '../tree/git.ts';
import { refuseOthers } from '../tree/who-decides.ts';
import { copyChannel, renderConfiguration, writeSettings } from './files.ts';
import { buildToplevel, lockFlake, probeNix, setProfile } from './nix.ts';
import { startHost, twoFreePorts } from './processes.ts';

export { crashSandbox, startSandbox, stopSandbox } from './power.ts';

/** The longest directory name whose sockets still have a name short enough for the kernel. */
const LONGEST_DIRECTORY = 70;

export interface SandboxOptions {
  /** The directory that becomes the host: absent or empty, absolute, without blanks. */
  readonly dir: string;
  /** A flake (`nixosConfigurations.<hostName>`) instead of a channel configuration. */
  readonly flake: boolean;
  /** Whether the configuration is a git repository with one commit. */
  readonly git: boolean;
  /** Ports on the loopback address; free ones are chosen where absent. */
  readonly httpPort?: number;
  readonly sshPort?: number;
  /** The host's name and the flake's attribute; `sandbox` when absent. */
  readonly hostName?: string;
}

/** A sandbox host that runs. */
export interface Sandbox {
  readonly dir: string;
  /** The settings file, for `--config`. */
  readonly settings: string;
  readonly toplevel: string;
  readonly httpPort: number;
  readonly sshPort: number;
}

/**
 * Makes a host in a directory, builds and boots its first generation. Nothing outside of the directory changes, except
 * the Nix store. A failure leaves the directory for inspection.
 *
 * @example
 * const made = await createSandbox({ dir: '/tmp/host', flake: false, git: true });
 * if (made.ok) await fetch(`http://127.0.0.1:${made.value.httpPort}/`);
 */
export async function createSandbox(options: SandboxOptions): Promise<Result<Sandbox>> {
  const refusal = await checkDirectory(options.dir);
  if (refusal) return failed(refusal);
  await mkdir(options.dir, { recursive: true });
  const dir = await realpath(options.dir);
  const [first, second] = await twoFreePorts();
  const host = {
    dir,
    flake: options.flake,
    hostName: options.hostName ?? 'sandbox',
    httpPort: options.httpPort ?? first,
    sshPort: options.sshPort ?? second,
  };
  const nix = await probeNix();
  await copyChannel(dir);
  await renderConfiguration(host);
  const settings = await writeSettings(host, nix);
  if (options.flake) await lockFlake(dir, nix);
  if (options.git) await commitAll(join(dir, 'etc/nixos'));
  const built = await buildToplevel(host, nix);
  if (!built.ok) return built;
  await setProfile(dir, built.value, nix);
  const booted = await boot(dir, built.value);
  if (!booted.ok) return booted;
  return ok({ dir, settings, toplevel: built.value, httpPort: host.httpPort, sshPort: host.sshPort });
}

async function checkDirectory(dir: string): Promise<Finding | undefined> {
  if (!/^\/[A-Za-z0-9._/+-]+$/u.test(dir) || dir.length > LONGEST_DIRECTORY) {
    return {
      code: 'SBX001',
      severity: 'error',
      message: `a sandbox needs an absolute path of at most ${LONGEST_DIRECTORY} characters of A-Z a-z 0-9 . _ + - /, got '${dir}'`,
      fix: 'choose a shorter or simpler directory, such as /tmp/host',
    };
  }
  // What is made there is run as well: who could exchange it meanwhile would be root.
  const others = refuseOthers('the directory of the sandbox', dir);
  if (others !== undefined) return others;
  const entries = await readdir(dir).catch(ignoreMissing);
  if (entries.length === 0) return undefined;
  return {
    code: 'SBX002',
    severity: 'error',
    message: `the directory '${dir}' is not empty (it has '${entries.slice(0, 3).join("', '")}'); nothing was changed`,
    fix: 'name a directory that does not exist, or empty this one',
  };
}

function ignoreMissing(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

async function commitAll(directory: string): Promise<void> {
  const git = gitIn({ directory, userConfig: true });
  await git.raw(['init', '--quiet', '--initial-branch=main']);
  await git.raw(['add', '--all']);
  const identity = identityArguments('sandbox', 'sandbox@localhost');
  await git.raw([...identity, 'commit', '--quiet', '--message', 'The configuration of a new host']);
}

/** The first boot: entry written by the toplevel itself, power on, then a switch that finds everything in place. */
async function boot(dir: string, toplevel: string): Promise<Result<void>> {
  const program = join(toplevel, 'bin/switch-to-configuration');
  await mustExec({ argv: [program, 'boot'] });
  const started = await startHost(dir, toplevel);
  if (!started.ok) return started;
  const switched = await exec({ argv: [program, 'switch'] });
  if (switched.exitCode === 0) return ok(undefined);
  return failed({
    code: 'SBX004',
    severity: 'error',
    message: `the first switch ended with exit code ${String(switched.exitCode)}: ${(switched.stdout + switched.stderr).slice(-2000)}`,
    fix: `read ${dir}/var/log/units; the host is left as it is`,
  });
}
