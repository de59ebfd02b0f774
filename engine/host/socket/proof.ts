import { closeSync, constants, fstatSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A challenge of the service: 128 bits that nobody can guess, and a name for a file. */
export const CHALLENGE = /^[0-9a-f]{32}$/u;

/**
 * Shows who this process runs as: a new file is its maker's, and that the kernel says. The file holds the challenge, so
 * it was made for this connection.
 */
export function makeProof(directory: string, challenge: string): void {
  if (!CHALLENGE.test(challenge)) throw new TypeError('the challenge is not a file name');
  writeFileSync(join(directory, challenge), challenge, { flag: 'wx', mode: 0o600 });
}

/**
 * The user id of who made the proof; undefined where there is none that counts. Another's file that was moved or linked
 * here does not: it has another name in the file system, may be written by others, or does not hold the challenge.
 */
export function readProof(directory: string, challenge: string): number | undefined {
  const file = join(directory, challenge);
  try {
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { uid, nlink, mode, size } = fstatSync(handle);
      const plain = (mode & constants.S_IFMT) === constants.S_IFREG && nlink === 1 && (mode & 0o077) === 0;
      if (!plain || size !== challenge.length) return undefined;
      const content = Buffer.alloc(challenge.length);
      readSync(handle, content);
      return content.toString('latin1') === challenge ? uid : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
