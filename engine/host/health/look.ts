import type { FactReading } from '../../check/doctor/facts.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Timeout } from '../../model/host/clock.ts';
import { systemClock } from '../clock.ts';
import type { Exec } from '../../model/host/exec.ts';

/** What a reader looks with. The signal is aborted when its time is over. */
export interface FactReader {
  readonly place: HostPlace;
  readonly signal: AbortSignal;
  /** Runs a command that changes nothing, for as long as there is time. */
  readonly ask: (command: Command) => Promise<CommandResult>;
  readonly exec: Exec;
}

/**
 * Reads something within a time limit (milliseconds). Never throws and never waits longer: what hangs is left behind, its
 * commands ended.
 */
export async function look<T>(
  exec: Exec,
  place: HostPlace,
  limit: number,
  read: (look: FactReader) => Promise<T>,
): Promise<FactReading<T>> {
  const ending = new AbortController();
  const { signal } = ending;
  const bounded: Exec = async (command, options) => exec(command, { ...options, signal });
  let timer: Timeout | undefined;
  const late = new Promise<FactReading<T>>((settle) => {
    timer = systemClock.after(limit, () => {
      settle({ kind: 'late', limit });
      ending.abort();
    });
  });
  const found = read({ place, signal, exec: bounded, ask: async (command) => bounded(command) }).then(
    (value): FactReading<T> => ({ kind: 'read', value }),
    (error: unknown): FactReading<T> => ({ kind: 'failed', why: reasonOf(error) }),
  );
  try {
    return await Promise.race([found, late]);
  } finally {
    timer?.cancel();
  }
}

/** What an error says, without its stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
