import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { isDiskError } from './storage/disk-trouble.ts';

/**
 * Opens a database in WAL mode to look at it. A plain read-only connection makes `-wal` and `-shm` files where there are
 * none; nobody else has it open then, so it may be read as a file that does not change.
 */
export function openReadOnly(file: string): DatabaseSync {
  return existsSync(`${file}-wal`) ? openToRead(file) : openUnchanging(file);
}

/**
 * Opens a database in WAL mode to read it beside whoever writes it. Where the disk takes no more files, which even a
 * reader makes, it is read as it lies there, or as a copy in memory where the last rows are in its log.
 */
export function openToRead(file: string): DatabaseSync {
  try {
    return looked(new DatabaseSync(file, { readOnly: true, timeout: 10_000 }));
  } catch (error) {
    if (!isDiskError(error) || !existsSync(file)) throw error;
    return hasRows(`${file}-wal`) ? openCopy(file) : openUnchanging(file);
  }
}

function openUnchanging(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return new DatabaseSync(url, { readOnly: true });
}

function hasRows(log: string): boolean {
  return existsSync(log) && statSync(log).size > 0;
}

/** Its files are unlinked at once: what is open stays until it is closed. */
function openCopy(file: string): DatabaseSync {
  const directory = mkdtempSync(join(inMemory(), 'nixos-ai-'));
  try {
    const copy = join(directory, basename(file));
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    return looked(new DatabaseSync(copy));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function inMemory(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** SQLite opens nothing before it is asked something. */
function looked(db: DatabaseSync): DatabaseSync {
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
