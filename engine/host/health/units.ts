import type { HostPlace } from '../../model/host/place.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readings, UnitFacts } from '../../check/doctor/facts.ts';
import type { Leftovers as LeftoverFacts } from '../../model/host/activation.ts';
import { readTextIfThere, removeTree } from '../tree/files.ts';
import { isLocal } from '../../model/host/identity.ts';
import { readFailedUnits, readTimers } from '../system/units.ts';
import { findHolder } from './locks.ts';
import type { FactReader } from './look.ts';

export async function readUnits({ ask, exec, place }: FactReader): Promise<UnitFacts> {
  const { systemctl, systemdRun } = place;
  const [state, failed, run] = await Promise.all([
    ask({ argv: [...systemctl, 'is-system-running'] }),
    readFailedUnits(exec, place),
    ask({ argv: [...systemdRun, '--version'] }),
  ]);
  // Its exit code says how the host is; that it lists units says that it answers.
  const answers = failed !== undefined && state.stdout.trim() !== '';
  return {
    state: answers ? state.stdout.trim() : undefined,
    failed: failed ?? [],
    systemdRun: run.spawnError === undefined,
  };
}

/** What a switch still has to do with units, by file below /run/nixos. */
const SWITCH_LISTS = ['start-list', 'restart-list', 'reload-list'];

/** What a switch keeps in /run/nixos while it goes on, and leaves there when it is interrupted. */
export async function readLeftovers({ place }: Pick<FactReader, 'place'>): Promise<LeftoverFacts> {
  const directory = join(place.system, 'nixos');
  const lists = await Promise.all(
    SWITCH_LISTS.map(async (name) => {
      const file = join(directory, name);
      const lines = ((await readTextIfThere(file)) ?? '').split('\n').map((line) => line.trim());
      return { file, units: lines.filter((line) => line !== '') };
    }),
  );
  return {
    lists: lists.filter(({ units }) => units.length > 0),
    switchLock: await findHolder(join(directory, 'switch-to-configuration.lock')),
  };
}

/** Drops what an interrupted switch left to do. */
export async function dropSwitchLists({ system }: Pick<HostPlace, 'system'>): Promise<void> {
  for (const list of SWITCH_LISTS) await removeTree(join(system, 'nixos', list));
}

const DEAD_MAN = /^nixos-ai-dead-man-(?<run>[\w-]+?)(?:\.timer)?$/u;

/** Runs of this host that a dead-man timer is set for, by the service manager or as a process of its own. */
export async function readDeadMen({ exec, place }: FactReader): Promise<Readings['timers']> {
  const [units, sleepers] = await Promise.all([readTimers(exec, place), readSleepers(place)]);
  const runs = [...(units ?? []), ...sleepers].flatMap((name) => DEAD_MAN.exec(name)?.groups?.['run'] ?? []);
  return [...new Set(runs)].sort();
}

/** Names of the processes that sleep for a host: `sh -c SCRIPT NAME SECONDS …`, with `--host` where it is not this computer. */
async function readSleepers({ root }: HostPlace): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const lines = await Promise.all(
    pids.map(async (pid) => (await readTextIfThere(`/proc/${pid}/cmdline`).catch(() => '')) ?? ''),
  );
  return lines
    .map((line) => line.split('\0'))
    .filter(([shell, option]) => shell === 'sh' && option === '-c')
    .filter((words) => (isLocal({ root }) ? !words.includes('--host') : words.includes(root)))
    .flatMap((words) => words[3] ?? []);
}
