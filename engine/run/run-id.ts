import { randomBytes } from 'node:crypto';

/** No letter that is taken for a digit, and none that makes words (Crockford's base 32). */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 10;

/**
 * A run's name: when it began (UTC) and fifty random bits, so that runs sort by time and no two have one name, on
 * whatever host. Ten thousand hosts that each begin a run in the same second share a name once in twenty million times.
 *
 * @param random - Bytes of chance, as many as are asked for.
 * @example
 * makeRunId(new Date('2026-11-22T10:05:01Z'))   // '20261122-100501-7k3m9qxw2c'
 */
export function makeRunId(now: Date, random: (bytes: number) => Uint8Array = randomBytes): string {
  const digits = now.toISOString().replaceAll(/[-:]/gu, '').slice(0, 15).replace('T', '-');
  const chance = [...random(LENGTH)].map((byte) => DIGITS[byte % DIGITS.length] ?? '').join('');
  return `${digits}-${chance}`;
}
