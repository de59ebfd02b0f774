import type { Launch, Launched } from '../../model/host/activation.ts';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import type { Command } from '../../model/command.ts';
import type { Clock } from '../../model/host/clock.ts';
import type { Exec } from '../../model/host/exec.ts';
import { launchCommand } from '../../nix/systemd.ts';
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
  await mkdir(dirname(launch.log), { recursive: true });
  await rm(launch.log, { force: true });
  await forget(exec, place, launch.unit);
  const started = await exec(launchCommand(place, launch), { timeout: 30_000 });
  if (started.exitCode !== 0) {
    const reason = started.spawnError ?? started.stderr.trim();
    return {
      exitCode: undefined,
      timedOut: false,
      output: '',
      error: `the service manager did not start it: ${reason}`,
    };
  }
  return awaitDetached(exec, clock, place, launch);
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
      return { exitCode: ended ? state.exitStatus : undefined, timedOut: !ended, output };
    }
    await clock.sleep(POLL_MS);
  }
}

async function forget(exec: Exec, place: HostPlace, unit: string): Promise<void> {
  await exec({ argv: [...place.systemctl, 'stop', `${unit}.service`] }, { timeout: 30_000 });
  await exec({ argv: [...place.systemctl, 'reset-failed', `${unit}.service`] }, { timeout: 30_000 });
}
