import { join } from 'node:path';
import type { WrittenCheck } from '../../model/runbook.ts';
import type { StepContext } from '../context.ts';
import type { Values } from '../resolve.ts';

/** What a look needs; the service looks too, outside of a run. */
export type LookContext = Values & Pick<StepContext, 'host' | 'signal' | 'redact'>;

/** What one look saw: what was wrong, if anything, and what later steps may compare with. */
export interface Look {
  /** What was found instead; absent when the check holds. */
  readonly wrong?: string;
  /** Where the check is of something that has an age, that age comes first, as ISO 8601. */
  readonly found?: string;
}

export type CheckOf<K extends WrittenCheck['kind']> = Extract<WrittenCheck, { kind: K }>;

// One look may take this long; `within` is how often it is taken.
export const LOOK_MS = 5_000;

/** A path as the host names it; a sandbox keeps its files below its own root. */
export function hostPath(context: Pick<LookContext, 'host'>, path: string): string {
  return join(context.host.place.root, path);
}

/** Whether what was found is newer than what an earlier look found. What that look did not find is older than all. */
export function isNewer(found: string, than: string): boolean {
  return timeIn(found) > timeIn(than);
}

function timeIn(found: string): number {
  const time = Date.parse(found.split(' ')[0] ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
