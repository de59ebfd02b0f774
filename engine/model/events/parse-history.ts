import type { HistoryEntry } from '../history.ts';
import { parseEvent } from './parse-event.ts';
import { isRecord } from './shape.ts';

/** A run as `history --json` lists it; undefined where it is none. */
export function parseHistoryEntry(value: unknown): HistoryEntry | undefined {
  if (!isRecord(value)) return undefined;
  const started = parseEvent(value['started']);
  if (started?.type !== 'run-started') return undefined;
  const ended = parseEvent(value['ended']);
  const paused = readPaused(value['paused']);
  return { run: started.run, started, ended: ended?.type === 'run-ended' ? ended : undefined, ...paused };
}

/** An older engine says that a run waits and knows reboots alone. */
function readPaused(value: unknown): Pick<HistoryEntry, 'paused'> {
  if (value === true) return { paused: 'pending-reboot' };
  return value === 'pending-reboot' || value === 'pending-approval' ? { paused: value } : {};
}
