import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync, writeFileSync } from 'node:fs';
import { whoElseWrites } from '../tree/who-decides.ts';

/** A challenge of the service: 128 bits that nobody can guess, and a name for a file. */
const CHALLENGE = /^[0-9a-f]{32}$/u;

/** What is asked, and where: a proof is for this and nothing else. */
export interface AskedHere {
  readonly socket: string;
  /** The line of the request, without its end. */
  readonly line: string;
}

/** Whether it can be answered with {@link makeProof}. */
export function isChallenge(value: unknown): value is string {
  return typeof value === 'string' && CHALLENGE.test(value);
}

/**
 * Who else than root and this user could be behind a socket, or take a proof that is made for it; undefined where nobody
 * could. A proof says who one is, so it is made for nobody else.
 */
export function whoElseAsks(socket: string, proofs: string): string | undefined {
  const shared = { shared: true };
  return whoElseWrites(socket, shared) ?? whoElseWrites(proofs, shared);
}

/**
 * Shows who this process runs as: a new file is its maker's, and that the kernel says. The file holds the challenge, so it
 * was made for this connection, and names the request, so who hands the challenge on cannot ask for something else.
 */
export function makeProof(file: string, challenge: string, asked: AskedHere): void {
  if (!isChallenge(challenge)) throw new TypeError('the challenge is not a file name');
  writeFileSync(file, proofOf(challenge, asked), { flag: 'wx', mode: 0o600 });
}

/**
 * The user id of who made the proof; undefined where there is none that counts. Another's file that was moved or linked
 * here does not: it has another name in the file system, may be written by others, or does not hold the challenge and
 * what is asked.
 */
export function readProof(file: string, challenge: string, asked: AskedHere): number | undefined {
  const expected = proofOf(challenge, asked);
  try {
    const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { uid, nlink, mode, size } = fstatSync(handle);
      const plain = (mode & constants.S_IFMT) === constants.S_IFREG && nlink === 1 && (mode & 0o077) === 0;
      if (!plain || size !== expected.length) return undefined;
      const content = Buffer.alloc(expected.length);
      readSync(handle, content);
      return content.toString('latin1') === expected ? uid : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  } finally {
    dropProof(file);
  }
}

/** Removes a proof. What is there by that name and cannot be removed is swept away later. */
export function dropProof(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // There is none, or it is a directory.
  }
}

function proofOf(challenge: string, { socket, line }: AskedHere): string {
  return `${challenge} ${createHash('sha256').update(`${socket}\n${line}`).digest('hex')}`;
}
