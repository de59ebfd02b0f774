import { DEFAULTS } from '../config/defaults.ts';
import type { Node } from './reader.ts';
import { readMatching, refuse, refuseType } from './reader.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const FORM = /^(0|[1-9][0-9]{0,7})(ms|s|m|h)$/u;

/**
 * Milliseconds of a written duration: `500ms`, `30s`, `5m`, `1h`; undefined when it is none.
 *
 * @example
 * parseDuration('5m') // 300000
 */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = FORM.exec(text) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** The shortest text that {@link parseDuration} reads back: `300000` → `5m`. */
export function renderDuration(milliseconds: number): string {
  const unit =
    ['h', 'm', 's'].find((name) => milliseconds > 0 && milliseconds % (UNITS[name] ?? 1) === 0) ?? 'ms';
  return `${milliseconds / (UNITS[unit] ?? 1)}${unit}`;
}

/** A duration of at most a day (RB025). */
export function readDuration(node: Node, what: string): number | undefined {
  if (typeof node.value === 'number') {
    return refuseType(node, what, 'a number with its unit', `write ${node.value}s for seconds`);
  }
  const text = readMatching(node, what, FORM, 'a duration such as 500ms, 30s, 5m or 1h');
  const milliseconds = text === undefined ? undefined : parseDuration(text);
  if (milliseconds === undefined || milliseconds <= DEFAULTS.durationLimit.value) return milliseconds;
  return refuse(node, 'RB025', `${what} is at most 24h, got '${text}'`);
}

/** A duration of at most a day, and longer than nothing (RB024, RB025). */
export function readPositiveDuration(node: Node, what: string): number | undefined {
  const milliseconds = readDuration(node, what);
  return milliseconds === 0
    ? refuse(node, 'RB024', `${what} is longer than 0`, 'write at least 1ms')
    : milliseconds;
}
