import { join } from 'node:path';
import { findHolder } from '../../host/health/locks.ts';
import { readHolder, type Holder } from '../../journal/lock.ts';

/**
 * Who holds a host, without touching its lock: who tries the lock to see could keep a run from starting at that very
 * moment.
 */
export async function currentHolder(state: string): Promise<Holder | undefined> {
  const held = await findHolder(join(state, 'lock.db'));
  const noted = held === undefined ? undefined : readHolder(state);
  // The note of an engine that was killed stays: its number may be another's by now.
  return noted?.pid === held?.pid ? noted : undefined;
}
