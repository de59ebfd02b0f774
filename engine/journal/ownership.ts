import { join } from 'node:path';
import { whoElseDecides } from '../host/tree/who-decides.ts';
import type { Finding } from '../model/finding.ts';
import * as say from './audit-findings.ts';
import { checkpointFile } from './checkpoint.ts';
import { keyFiles } from './keys.ts';

/**
 * AUD011 for each way in which somebody else than root could have written the journal of root anew: rows, key and
 * checkpoint prove nothing against who may exchange all of them.
 */
export function findOtherWriters(state: string): readonly Finding[] {
  const keys = keyFiles(state);
  const databases = ['journal.db', 'service.db'].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]);
  const files = [...databases.map((name) => join(state, name)), keys.secret, keys.public];
  const others = [state, ...files, checkpointFile(state)].flatMap((path) => whoElseDecides(path) ?? []);
  return [...new Set(others)].map(say.otherWriter);
}
