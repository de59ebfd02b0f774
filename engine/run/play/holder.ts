import { join } from 'node:path';
import { findHolder } from '../../host/health/locks.ts';
import { readHolder, type Holder } from '../../journal/lock.ts';

/**
 * Who holds a host, without touching its lock: who tries the lock to see could keep a run from starting at that very
 * moment.
 */
export async function currentHolder(state: string): Promise<Holder | undefined> {
  const held = await findHolder(join(state, 'lock.db'));
  return held === undefined ? undefined : readHolder(state);
}
