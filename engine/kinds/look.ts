import { join } from 'node:path';
import type { Host } from '../model/host/host.ts';
import { say, type StepMessage } from '../model/step-message.ts';
import type { KnownValues } from './values.ts';

/** What a look needs; the service looks too, outside of a run. */
export interface LookContext {
  readonly host: Host;
  readonly values: KnownValues;
  readonly signal: AbortSignal;
  /** Plain data without the secrets that are known. */
  readonly redact: <T>(value: T) => T;
}

/** What one look saw: what was wrong, if anything, and what later steps may compare with. */
export interface CheckResult {
  /** What was found instead; absent when the check holds. */
  readonly wrong?: StepMessage;
  /** Where the check is of something that has an age, that age comes first, as ISO 8601. */
  readonly found?: string;
}

/** Milliseconds that one look may take; `within` is how often it is taken. */
export const LOOK_MS = 5_000;

/** A path as the host names it; a sandbox keeps its files below its own root. */
export function hostPath({ host }: { readonly host: Host }, path: string): string {
  return join(host.place.root, path);
}

/** Programs of the host's own running system come first. */
export function hostPathEnvironment({ host }: { readonly host: Host }): Record<string, string> {
  const own = join(host.place.system, 'current-system', 'sw', 'bin');
  return { PATH: `${own}:${host.searchPath}` };
}

/** Whether what was found is newer than what an earlier look found. What that look did not find is older than all. */
export function isNewer(found: string, than: string): boolean {
  return timeIn(found) > timeIn(than);
}

/** Whether a text holds a part, where one is wanted: what is wrong, if anything. */
export function lookFor(part: string | undefined, text: string): CheckResult {
  if (part === undefined || text.includes(part)) return {};
  return { wrong: say('check.lacks', { part, begins: text.slice(0, 120) }) };
}

function timeIn(found: string): number {
  const time = Date.parse(found.split(' ')[0] ?? '');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
