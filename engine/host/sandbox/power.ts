import { systemClock } from '../clock.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import { exec } from '../process/exec.ts';
import { refuseOthers } from '../tree/who-decides.ts';
import { emptyRun, isRunning, readProcesses, startHost } from './processes.ts';

const STOP_TIMEOUT = 100_000;
const STEP = 20;

/**
 * Boots the default entry of the boot menu, as after power on: activation, then the supervisor with what it starts. What
 * an earlier supervisor that died left running is ended first. A host that runs already is left alone.
 *
 * @example
 * await startSandbox('/tmp/host');
 */
export async function startSandbox(dir: string): Promise<Result<void>> {
  const refused = refuseOthers('the sandbox', dir);
  if (refused !== undefined) return failed(refused);
  const toplevel = await readBootDefault(dir);
  if (toplevel === undefined) {
    return failed({
      code: 'SBX006',
      severity: 'error',
      message: `'${dir}' has no boot entry (${dir}/boot/loader/loader.conf)`,
      fix: 'create a host there first: nixos-ai sandbox create DIR',
    });
  }
  const state = await exec({ argv: [join(toplevel, 'sw/bin/systemctl'), 'is-system-running'] });
  if (/^(?:running|degraded|starting)$/u.test(state.stdout.trim())) return ok(undefined);
  await killAll(dir);
  return startHost(dir, toplevel);
}

/**
 * Power off: every service is stopped as its unit says, then the supervisor ends. A host that does not run stays so.
 *
 * @example
 * await stopSandbox('/tmp/host');
 */
export async function stopSandbox(dir: string): Promise<Result<void>> {
  const refused = refuseOthers('the sandbox', dir);
  if (refused !== undefined) return failed(refused);
  const systemctl = join(dir, 'run/current-system/sw/bin/systemctl');
  await exec({ argv: [systemctl, 'poweroff'] });
  for (const deadline = now() + STOP_TIMEOUT; now() < deadline; await systemClock.sleep(STEP)) {
    if ((await readProcesses(dir)).length === 0) break;
    // Without a supervisor nobody else ends what it left.
    const alive = await exec({ argv: [systemctl, 'is-system-running'] });
    if (alive.stdout === '') await killAll(dir);
  }
  await killAll(dir);
  await emptyRun(dir);
  return ok(undefined);
}

/**
 * A power cut: the supervisor and everything it started are killed at once, and `/run` is gone.
 *
 * @example
 * await crashSandbox('/tmp/host');
 */
export async function crashSandbox(dir: string): Promise<Result<void>> {
  const refused = refuseOthers('the sandbox', dir);
  if (refused !== undefined) return failed(refused);
  await killAll(dir);
  await emptyRun(dir);
  return ok(undefined);
}

function now(): number {
  return systemClock.now().getTime();
}

async function readBootDefault(dir: string): Promise<string | undefined> {
  const loader = join(dir, 'boot/loader');
  const entry = /^default (?<name>\S+)$/mu.exec(await readOrEmpty(join(loader, 'loader.conf')))?.groups?.[
    'name'
  ];
  if (entry === undefined) return undefined;
  const init = /^options init=(?<path>\S+)\/init\b/mu.exec(await readOrEmpty(join(loader, 'entries', entry)));
  return init?.groups?.['path'];
}

function readOrEmpty(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

/**
 * Until none is left: a process that is being killed may have started another, and loses its mark before its sockets.
 */
async function killAll(dir: string): Promise<void> {
  let dying: readonly number[] = [];
  for (let round = 0; round < 250; round++) {
    const found = await readProcesses(dir);
    for (const pid of found) kill(pid);
    dying = [...new Set([...dying, ...found])].filter(isRunning);
    if (dying.length === 0) return;
    await systemClock.sleep(STEP);
  }
  throw new Error(
    `processes of the sandbox '${dir}' are still running after being killed: ${dying.join(', ')}`,
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
