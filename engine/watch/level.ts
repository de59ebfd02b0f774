/** What a measured value does to a trigger: it comes to be so, stays, ceases. */
export type LevelChange = 'met' | 'cleared' | 'same';

/** A value hovers: it has to fall by so much below its limit before it counts as below. */
const HYSTERESIS = 3;

/**
 * A value of so many per cent against its limit.
 *
 * @example
 * judgeLevel(false, 91, 90) // 'met'
 * judgeLevel(true, 89, 90) // 'same': it hovers
 */
export function judgeLevel(open: boolean, value: number, above: number): LevelChange {
  if (!open) return value > above ? 'met' : 'same';
  return value <= Math.max(above - HYSTERESIS, 0) ? 'cleared' : 'same';
}

/** Failures in a row so far, and what one more look at a health check does. */
export function judgeLook(
  open: boolean,
  failures: number,
  healthy: boolean,
  needed: number,
): { readonly failures: number; readonly change: LevelChange } {
  if (healthy) return { failures: 0, change: open ? 'cleared' : 'same' };
  const counted = Math.min(failures + 1, needed);
  return { failures: counted, change: !open && counted >= needed ? 'met' : 'same' };
}
