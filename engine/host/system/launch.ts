import type { Launch, Launched } from '../../model/host/activation.ts';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import type { Command } from '../../model/command.ts';
import type { Clock } from '../../model/host/clock.ts';
import type { Exec } from '../../model/host/exec.ts';
import { launchCommand } from '../../nix/systemd.ts';
import { makeOwnDirectory } from './own-directory.ts';
import { readUnit } from './units.ts';

/** What is started as a unit of its own. */
interface Started extends Launch {
  readonly command: Command;
  /** Milliseconds to wait for the end; the unit is stopped by then. */
  readonly timeout: number;
}

const POLL_MS = 120;

/** Starts a command as a transient unit and waits for its end. Never throws for what the command does. */
export async function runDetached(
  exec: Exec,
  clock: Clock,
  place: HostPlace,
  launch: Started,
): Promise<Launched> {
  const trouble = await makeLog(launch.log);
  if (trouble !== undefined) return notStarted(trouble);
  await forget(exec, place, launch.unit);
  const started = await exec(launchCommand(place, launch), { timeout: 30_000 });
  if (started.exitCode !== 0) {
    await rm(launch.log, { force: true });
    return notStarted(`the service manager did not start it: ${started.spawnError ?? started.stderr.trim()}`);
  }
  return awaitDetached(exec, clock, place, launch);
}

function notStarted(error: string): Launched {
  return { exitCode: undefined, timedOut: false, output: '', error };
}

/**
 * What an activation prints may be a secret, and nothing is taken out of it yet: for this user alone, before the service
 * manager writes to it. Why it cannot be made, in words.
 */
async function makeLog(log: string): Promise<string | undefined> {
  try {
    makeOwnDirectory(dirname(dirname(log)), 0o755);
    makeOwnDirectory(dirname(log), 0o700);
    await rm(log, { force: true });
    await writeFile(log, '', { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    return `no place for its output: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Waits for a unit that was started before, by this process or one that is gone. */
export async function awaitDetached(
  exec: Exec,
  clock: Clock,
  place: HostPlace,
  launch: Omit<Started, 'command'>,
): Promise<Launched> {
  const deadline = clock.now().getTime() + launch.timeout;
  for (;;) {
    const state = await readUnit(exec, place, `${launch.unit}.service`);
    const ended =
      state !== undefined &&
      state.load !== 'not-found' &&
      (state.active === 'failed' ||
        state.active === 'inactive' ||
        (state.active === 'active' && state.sub === 'exited'));
    if (ended || clock.now().getTime() >= deadline) {
      await forget(exec, place, launch.unit);
      const output = await readFile(launch.log, 'utf8').catch(() => '');
      await rm(launch.log, { force: true });
      return { exitCode: ended ? state.exitStatus : undefined, timedOut: !ended, output };
    }
    await clock.sleep(POLL_MS);
  }
}

async function forget(exec: Exec, place: HostPlace, unit: string): Promise<void> {
  await exec({ argv: [...place.systemctl, 'stop', `${unit}.service`] }, { timeout: 30_000 });
  await exec({ argv: [...place.systemctl, 'reset-failed', `${unit}.service`] }, { timeout: 30_000 });
}
