/**
 * Milliseconds as a person says them.
 *
 * @example
 * duration(5_400_000)   // '1 h 30 min'
 */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 60) return withRest(minutes, 'min', Math.floor(milliseconds / 1000) % 60, 's');
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function withRest(most: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${most} ${unit}` : `${most} ${unit} ${rest} ${smaller}`;
}

/**
 * A time of the journal for reading. In UTC, which is said: hosts and people may be in different zones.
 *
 * @example
 * moment('2026-11-29T06:10:48.026Z')   // '2026-11-29 06:10:48 UTC'
 */
export function moment(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u.test(iso)
    ? `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
    : iso;
}

/**
 * A large number of things, in thousands or millions where nobody counts them one by one.
 *
 * @example
 * amount(16_321_018)   // '16.3 million'
 */
export function amount(count: number): string {
  if (count < 100_000) return String(count);
  if (count < 1_000_000) return `${Math.floor(count / 1000)} thousand`;
  return `${(Math.floor(count / 100_000) / 10).toFixed(1)} million`;
}
