import type { Armed, Disarmed, Timer } from '../../model/host/timers.ts';
import { readdir } from 'node:fs/promises';
import type { HostPlace } from '../../model/host/place.ts';
import type { Exec } from '../../model/host/exec.ts';
import { armCommand } from '../../nix/systemd.ts';
import { searchPath } from '../process/search-path.ts';
import { readTextIfThere } from '../tree/files.ts';
import { startLasting } from '../process/lasting.ts';
import { endProcess } from '../process/processes.ts';
import { readTimers } from './units.ts';

/** Sets a timer. A transient systemd timer where systemd runs, else a detached process that sleeps. */
export async function arm(exec: Exec, place: HostPlace, timer: Timer): Promise<Armed> {
  await disarm(exec, place, timer.unit);
  const result = await exec(armCommand(place, timer, searchPath()), { timeout: 30_000 });
  if (result.exitCode === 0) return 'timer';
  startSleeper(timer);
  return 'process';
}

/** Calls a timer off, however it was set. One that is not there is fine. */
export async function disarm(exec: Exec, place: HostPlace, unit: string): Promise<Disarmed> {
  for (const pid of await findSleepers(unit)) endProcess(pid);
  const stop = { argv: [...place.systemctl, 'stop', `${unit}.timer`] } as const;
  const stopped = await exec(stop, { timeout: 30_000 });
  if (stopped.exitCode === 0) return { off: true };
  // It refuses to stop what is not there, too.
  const timers = await readTimers(exec, place);
  if (timers !== undefined && !timers.includes(`${unit}.timer`)) return { off: true };
  const said = stopped.spawnError ?? stopped.stderr.trim();
  const why = stopped.timedOut ? 'the service manager does not answer' : said;
  return { off: false, answers: timers !== undefined, why };
}

// $0 is the unit: it is how the process is found again. Nothing of a request is part of the script.
const SLEEP_AND_RUN = 'sleep "$1"; shift; exec "$@"';

function startSleeper(timer: Timer): void {
  const argv = ['sh', '-c', SLEEP_AND_RUN, timer.unit, String(timer.seconds), ...timer.argv] as const;
  const life = { endedBy: 'itself when its time is over; whoever calls the timer off' };
  const child = startLasting({ argv, env: { ...process.env, PATH: searchPath() }, life });
  child.unref();
}

async function findSleepers(unit: string): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const processes = names.filter((name) => /^\d+$/u.test(name)).map(Number);
  const lines = await Promise.all(
    processes.map(async (pid) => ({
      pid,
      words: ((await readTextIfThere(`/proc/${pid}/cmdline`).catch(() => '')) ?? '').split('\0'),
    })),
  );
  return lines.filter(({ words }) => words[0] === 'sh' && words[3] === unit).map(({ pid }) => pid);
}
