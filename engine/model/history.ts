import type { RunEvent } from './event.ts';
import type { PausedOutcome } from './outcome.ts';

/** One run of a host as its history lists it: how it began, and how it ended where it has. */
export interface HistoryEntry {
  readonly run: string;
  readonly started: Extract<RunEvent, { type: 'run-started' }>;
  readonly ended: Extract<RunEvent, { type: 'run-ended' }> | null | undefined;
  /** It waits, and for what. */
  readonly paused?: PausedOutcome;
}
