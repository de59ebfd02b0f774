import { closeSync, constants, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { deviceName, parseLocks } from '../storage/kernel-locks.ts';
import { dropProof } from './proof.ts';

/** The process behind a caller, as the kernel names it. */
export interface AskingProcess {
  readonly pid: number;
}

/** Where a caller shows which process it is, beside the proof of whose it is. */
export function heldFile(proof: string): string {
  return `${proof}.held`;
}

/**
 * Shows which process asks: it holds a lock on a new file of its own, and of a lock the kernel says who holds it. It is held
 * until it is let go, which has to be after the answer. Throws where the file is there already, or cannot be made.
 *
 * The lock is that of a database, since Node takes none by itself.
 *
 * @example
 * using held = holdLock(heldFile(proof));
 */
export function holdLock(file: string): Disposable {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  closeSync(openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600));
  const database = new DatabaseSync(file);
  // Nothing is written: an empty file is an empty database.
  database.exec('BEGIN EXCLUSIVE');
  const letGo = (): void => {
    database.close();
    dropProof(file);
  };
  return { [Symbol.dispose]: letGo };
}

/**
 * The process that holds the lock of such a file, which has to be a file of `uid` alone; undefined where none does. The
 * kernel gives nobody's number but that of who took the lock, and a lock ends with its process: it is there now.
 */
export function readAskingProcess(file: string, uid: number): AskingProcess | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || !isOf(found, uid)) return undefined;
  const device = deviceName(found.dev);
  const lock = parseLocks(readLocks()).find((one) => one.inode === found.ino && one.device === device);
  return lock === undefined || lock.pid <= 0 ? undefined : { pid: lock.pid };
}

function isOf(found: Stats, uid: number): boolean {
  return found.isFile() && found.uid === uid && found.nlink === 1 && (found.mode & 0o077) === 0;
}

function readLocks(): string {
  try {
    return readFileSync('/proc/locks', 'latin1');
  } catch {
    return '';
  }
}
