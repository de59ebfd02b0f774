import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import type { HostSettings } from '../../config/host-settings.ts';
import type { Command } from '../../model/command.ts';
import type { Exec } from '../process/exec.ts';
import { readTextIfThere } from '../tree/files.ts';
import { endProcess } from '../process/processes.ts';

/** Something that is done after a while unless it is called off, whatever becomes of the engine. */
export interface Timer {
  /** Unit name without suffix; a process carries it as an argument. */
  readonly unit: string;
  readonly seconds: number;
  readonly command: Command;
}

/** How a timer was set: by the service manager, or by a process of its own where there is none. */
export type Armed = 'timer' | 'process';

/** Sets a timer. A transient systemd timer where systemd runs, else a detached process that sleeps. */
export async function arm(exec: Exec, settings: HostSettings, timer: Timer): Promise<Armed> {
  await disarm(exec, settings, timer.unit);
  const result = await exec(armCommand(settings, timer), { timeout: 30_000 });
  if (result.exitCode === 0) return 'timer';
  startSleeper(timer);
  return 'process';
}

export function armCommand(settings: HostSettings, timer: Timer): Command {
  const environment = Object.entries(timer.command.env ?? {}).map(
    ([name, value]) => `--setenv=${name}=${value}`,
  );
  return {
    argv: [
      ...settings.systemdRun,
      `--unit=${timer.unit}`,
      `--on-active=${timer.seconds}`,
      // Else systemd may let it elapse up to a minute late.
      '--timer-property=AccuracySec=1s',
      ...environment,
      '--',
      ...timer.command.argv,
    ],
  };
}

/** Calls a timer off, however it was set. One that is not there is fine. */
export async function disarm(exec: Exec, settings: HostSettings, unit: string): Promise<void> {
  await exec({ argv: [...settings.systemctl, 'stop', `${unit}.timer`] }, { timeout: 30_000 });
  for (const pid of await findSleepers(unit)) endProcess(pid);
}

// $0 is the unit: it is how the process is found again. Nothing of a request is part of the script.
const SLEEP_AND_RUN = 'sleep "$1"; shift; exec "$@"';

function startSleeper(timer: Timer): void {
  const args = ['-c', SLEEP_AND_RUN, timer.unit, String(timer.seconds), ...timer.command.argv];
  const child = spawn('sh', args, {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, ...timer.command.env },
  });
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
