import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens a database in WAL mode to look at it. A plain read-only connection makes `-wal` and `-shm` files where there are
 * none; nobody else has it open then, so it may be read as a file that does not change.
 */
export function openReadOnly(file: string): DatabaseSync {
  if (existsSync(`${file}-wal`)) return new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true });
}
