import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

/** Far longer than a caller needs to make a proof and ask. */
const OLD_MS = 30_000;

/** Removes from a directory of proofs what nobody waits for any more: what is old, and what is not a file. */
export function sweepProofs(directory: string, now: Date): void {
  for (const name of namesIn(directory)) {
    const found = lstatSync(join(directory, name), { throwIfNoEntry: false });
    // By the time of the last change to it, which its owner cannot set.
    if (found === undefined || (found.isFile() && now.getTime() - found.ctimeMs < OLD_MS)) continue;
    removeTaken(directory, name);
  }
}

/**
 * Removes an entry with all that is in it, where others may write to it meanwhile. Each directory is taken from its owner
 * before it is looked at, by descriptor and without following a link, so what is seen in it is what is removed. Of
 * directories in one another only so many are held open at once; what is deeper is moved up, and removed after.
 */
export function removeTaken(directory: string, name: string): void {
  const names = [name];
  for (let next = names.pop(); next !== undefined; next = names.pop())
    removeIn(directory, next, 0, (deep) => {
      const moved = `removed-${randomUUID()}`;
      renameSync(deep, join(directory, moved));
      names.push(moved);
    });
}

/** Directories that are held open at once. */
const DEEPEST = 64;

function removeIn(directory: string, name: string, depth: number, moveUp: (deep: string) => void): void {
  const path = join(directory, name);
  try {
    if (!isDirectory(path)) return unlinkSync(path);
    if (depth >= DEEPEST) return moveUp(path);
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    const handle = openSync(path, flags);
    try {
      if (process.geteuid?.() === 0) fchownSync(handle, 0, 0);
      fchmodSync(handle, 0o700);
      const held = `/proc/self/fd/${handle}`;
      for (const inside of namesIn(held)) removeIn(held, inside, depth + 1, moveUp);
    } finally {
      closeSync(handle);
    }
    rmdirSync(path);
  } catch {
    // Exchanged or gone meanwhile: the next sweep sees what is there then.
  }
}

function isDirectory(path: string): boolean {
  return lstatSync(path).isDirectory();
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
