import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds until it is given up. */
  readonly within?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Waits for a state: looks until there is a value, and gives it. Where none comes in time, it says what was waited for.
 * No test waits for a time.
 *
 * @example
 * await until(() => existsSync(file) || undefined, 'the file', { within: 5_000 });
 */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string | (() => string),
  { within = 60_000, every = 20 }: Patience = {},
): Promise<T> {
  for (const deadline = Date.now() + within; ; await pause(every)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline)
      throw new Error(`not within ${within} ms: ${typeof what === 'string' ? what : what()}`);
  }
}
