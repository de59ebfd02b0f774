import { readdir, readFile, readlink } from 'node:fs/promises';
import type { LeftProcess } from '../../model/command.ts';
import { MARK } from './child.ts';

/** What belongs to a command: its process group, and the mark that its environment was given. */
export interface CommandTrace {
  readonly group: number;
  readonly mark: string;
}

const MOST_WORDS = 120;

/** Whether anything lives in a process group. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Sends a signal to all of a process group. One that is gone is fine. */
export function signalGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Already gone.
  }
}

/**
 * The processes that a command left: those of its group, and those that carry its mark in another. Where the output is
 * held and nobody is found to hold it, one without a number.
 */
export async function findLeft(trace: CommandTrace, outputHeld: boolean): Promise<readonly LeftProcess[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/u.test(name)).map(Number);
  const found = (await Promise.all(pids.map(async (pid) => readLeft(pid, trace)))).flat();
  const left = found.map((one) => ({ ...one, holdsOutput: outputHeld && one.hasPipe }));
  const shown = left.map(({ pid, command, holdsOutput }) => ({ pid, command, holdsOutput }));
  if (!outputHeld || shown.some(({ holdsOutput }) => holdsOutput)) return shown;
  return [...shown, { pid: undefined, command: 'an unknown process', holdsOutput: true }];
}

/**
 * Ends at once, with its whole process group, everything that carries the mark of a command: also what its owner has
 * stopped, which no other signal reaches.
 */
export async function endMarked(mark: string): Promise<void> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/u.test(name)).map(Number);
  const groups = await Promise.all(
    pids.map(async (pid) => ((await isMarked(pid, mark)) ? [(await readStat(pid)).group ?? pid] : [])),
  );
  const own = (await readStat(process.pid)).group;
  for (const group of new Set(groups.flat())) if (group !== own) signalGroup(group, 'SIGKILL');
}

interface Found {
  readonly pid: number;
  readonly command: string;
  readonly hasPipe: boolean;
}

async function readLeft(pid: number, trace: CommandTrace): Promise<Found[]> {
  if (pid === process.pid) return [];
  const { state, group } = await readStat(pid);
  if (hasEnded(state)) return [];
  if (group !== trace.group && !(await isMarked(pid, trace.mark))) return [];
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const command = line.replaceAll('\0', ' ').trim().slice(0, MOST_WORDS);
  // It may have ended since.
  if (command === '' && hasEnded((await readStat(pid)).state)) return [];
  return [{ pid, command: command === '' ? '?' : command, hasPipe: await hasPipe(pid) }];
}

/** A zombie has ended; only nobody has asked how. */
function hasEnded(state: string | undefined): boolean {
  return state === undefined || state === 'Z' || state === 'X';
}

/** The name of the program stands in parentheses, and may hold some itself. */
async function readStat(pid: number): Promise<{ readonly state?: string; readonly group?: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, , group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state === undefined || state === '' ? {} : { state, group: Number(group) };
}

async function isMarked(pid: number, mark: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(`${MARK}=${mark}`);
}

/** Our pipes are sockets: which of them it is cannot be told, but a daemon that closed its output has none there. */
async function hasPipe(pid: number): Promise<boolean> {
  const links = await Promise.all(
    ['1', '2'].map(async (name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
  );
  return links.some((link) => link.startsWith('socket:') || link.startsWith('pipe:'));
}
