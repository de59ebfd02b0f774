import type { DatabaseSync } from 'node:sqlite';

/** Two that open a new database at once are in each other's way once or twice, not more often. */
const ATTEMPTS = 20;

/**
 * Makes a database write ahead, and each commit wait for the disk. SQLite does not wait for another that changes the same:
 * it says that it is busy, so that is waited for by a transaction, which does.
 */
export function writeAhead(db: DatabaseSync): void {
  for (let attempt = 1; !isWritingAhead(db); attempt += 1) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      // 5 is SQLITE_BUSY.
      if (attempt === ATTEMPTS || !(error instanceof Error && 'errcode' in error && error.errcode === 5))
        throw error;
      db.exec('BEGIN IMMEDIATE; COMMIT');
    }
  }
  db.exec('PRAGMA synchronous = FULL');
}

function isWritingAhead(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal';
}
