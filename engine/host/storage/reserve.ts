import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a rollback writes: its journal, a snapshot, files of the configuration. */
export const RESERVE_BYTES = 4 * 1024 * 1024;

/** How many files it makes for that, most of them of the snapshot: a disk can be out of files and have room. */
export const RESERVE_FILES = 128;

/** Room that is taken for it is not taken from who needs it now. */
const KEEP_FREE_BYTES = 3 * RESERVE_BYTES;

/**
 * Keeps room in a state directory for the day on which its disk is full: a file, and some that are empty, which are given
 * up then, so that a run can be taken back, garbage collected, and both be written down. Nothing is done where it is there,
 * or where there is no room. Its bytes are random: a file system that compresses keeps as many.
 */
export function keepReserve(state: string): void {
  keep(state, (free) => (free < RESERVE_BYTES + KEEP_FREE_BYTES ? 0 : RESERVE_BYTES));
  keepFiles(state, (free) => (free < 4 * RESERVE_FILES ? 0 : RESERVE_FILES));
}

/** The same when the room was given up and the disk may still be full: as much of it as is still there. */
export function keepWhatIsLeft(state: string): void {
  keep(state, (free) => {
    const left = Math.min(RESERVE_BYTES, free - LEAST_BYTES);
    return left < LEAST_BYTES ? 0 : left;
  });
  keepFiles(state, (free) => Math.max(0, Math.min(RESERVE_FILES, free - LEAST_FILES)));
}

function keep(state: string, sizeFor: (free: number) => number): void {
  const file = reserveFile(state);
  if (existsSync(file)) return;
  const fresh = `${file}.${process.pid}.new`;
  try {
    const { bavail, bsize } = statfsSync(state);
    const size = sizeFor(bavail * bsize);
    if (size === 0) return;
    writeRandom(fresh, size);
    renameSync(fresh, file);
  } catch {
    // It helps on another day; no reason not to go on today. `nixos-ai doctor` says that it is not there.
    rmSync(fresh, { force: true });
  }
}

/** The same for files, where the file system has only so many. */
function keepFiles(state: string, countFor: (free: number) => number): void {
  const directory = reserveFiles(state);
  if (existsSync(directory)) return;
  const fresh = `${directory}.${process.pid}.new`;
  try {
    const { files, ffree } = statfsSync(state);
    const count = files === 0 ? 0 : countFor(ffree);
    if (count === 0) return;
    mkdirSync(fresh, { mode: 0o700 });
    for (let at = 0; at < count; at += 1) closeSync(openSync(join(fresh, String(at)), 'w', 0o600));
    renameSync(fresh, directory);
  } catch {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Less would not do for one more journal of a rollback. */
const LEAST_BYTES = 512 * 1024;
const LEAST_FILES = 16;

/** Whether a disk has fewer files left than a rollback may make, so that those that are kept are needed. */
export function isShortOfFiles(state: string): boolean {
  if (!existsSync(state)) return false;
  const { files, ffree } = statfsSync(state);
  return files > 0 && ffree < RESERVE_FILES;
}

/** Gives the room up. False where there is none to give. */
export function releaseReserve(state: string): boolean {
  const kept = [reserveFile(state), reserveFiles(state)].filter((path) => existsSync(path));
  for (const path of kept) rmSync(path, { recursive: true, force: true });
  return kept.length > 0;
}

export function reserveFile(state: string): string {
  return join(state, 'reserve');
}

/** A directory of empty files. */
export function reserveFiles(state: string): string {
  return join(state, 'reserve-files');
}

function writeRandom(file: string, size: number): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, randomBytes(size));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
