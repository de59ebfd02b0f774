import type { HistoryEntry } from '../history.ts';
import { parseEvent } from './parse-event.ts';
import { isRecord } from './shape.ts';

/** A run as `history --json` lists it; undefined where it is none. */
export function parseHistoryEntry(value: unknown): HistoryEntry | undefined {
  if (!isRecord(value)) return undefined;
  const started = parseEvent(value['started']);
  if (started?.type !== 'run-started') return undefined;
  const ended = parseEvent(value['ended']);
  const paused = value['paused'] === true ? ({ paused: true } as const) : {};
  return { run: started.run, started, ended: ended?.type === 'run-ended' ? ended : undefined, ...paused };
}
