import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDiskError } from '../host/storage/disk-trouble.ts';

/** Who holds the host. */
export interface Holder {
  readonly run: string;
  readonly pid: number;
  readonly since: string;
}

export interface HostLock extends Disposable {
  release(): void;
}

export type LockResult =
  | { readonly held: true; readonly lock: HostLock; readonly holder?: never }
  | { readonly held: false; readonly lock?: never; readonly holder: Holder | undefined };

/**
 * One run at a time a host. The lock is an open write transaction on its own SQLite file: the kernel drops it with the
 * process, however that ends, so there is no stale lock and no process id to mistake for another's.
 *
 * @example
 * const result = acquireLock(state, { run, pid: process.pid, since: new Date().toISOString() });
 * if (!result.held) return report(result.holder);
 */
export function acquireLock(state: string, holder: Holder): LockResult {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(state, 'lock.db'), { timeout: 0 });
  const note = join(state, 'lock.json');
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (isBusy(error)) return { held: false, holder: readHolder(state) };
    throw error;
  }
  writeNote(note, holder);
  let open = true;
  const release = (): void => {
    if (!open) return;
    open = false;
    rmSync(note, { force: true });
    db.exec('ROLLBACK');
    db.close();
  };
  return { held: true, lock: { release, [Symbol.dispose]: release } };
}

/** Who holds it is told to who waits. The lock is held all the same where a full disk takes no word of it. */
function writeNote(note: string, holder: Holder): void {
  try {
    writeFileSync(`${note}.new`, JSON.stringify(holder), { mode: 0o600 });
    renameSync(`${note}.new`, note);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    rmSync(`${note}.new`, { force: true });
  }
}

function isBusy(error: unknown): boolean {
  // 5 is SQLITE_BUSY.
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

/** Who said last that they hold the host; meaningful while the lock is held. */
export function readHolder(state: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(state, 'lock.json'), 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { run, pid, since } = value as Record<string, unknown>;
    return typeof run === 'string' && typeof pid === 'number' && typeof since === 'string'
      ? { run, pid, since }
      : undefined;
  } catch {
    return undefined;
  }
}
