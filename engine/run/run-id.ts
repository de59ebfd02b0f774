import { randomBytes } from 'node:crypto';

/**
 * A run's name: when it began (UTC) and four hex digits, so that runs sort by time and two of one second differ.
 *
 * @example
 * makeRunId(new Date('2026-11-22T10:05:01Z'))   // '20261122-100501-a3f9'
 */
export function makeRunId(now: Date): string {
  const digits = now.toISOString().replaceAll(/[-:]/gu, '').slice(0, 15).replace('T', '-');
  return `${digits}-${randomBytes(2).toString('hex')}`;
}
