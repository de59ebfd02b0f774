import { sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENESIS } from './chain.ts';
import { isNoEntry, writeAtomically } from './durable.ts';
import { ensureKeys, readPublicKey, readSecretKey, keyFiles } from './keys.ts';

/** A signed statement: when it was made, the journal had these many rows and ended with this one. */
export interface Checkpoint {
  /** The last row; 0 and the hash of no rows for an empty journal. */
  readonly id: number;
  readonly hash: string;
  /** Rows up to the last one, itself included. */
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Ed25519 over the other fields, base64. */
  readonly signature: string;
}

/** What a checkpoint needs to know of the journal. */
export interface JournalEnd {
  readonly last: { readonly id: number; readonly hash: string };
  /** Whether a row is there with this hash. */
  readonly has: (id: number, hash: string) => boolean;
  /** Rows after a row. */
  readonly countAfter: (id: number) => number;
}

export function checkpointFile(state: string): string {
  return join(state, 'checkpoint.json');
}

/**
 * The first start of a journal makes its key and a checkpoint of nothing. From then on a missing checkpoint is a
 * finding, not a beginning; so this is for an empty journal alone, under its write lock.
 */
export function beginCheckpoints(state: string, at: Date): void {
  ensureKeys(state);
  writeCheckpoint(state, { id: 0, hash: GENESIS, count: 0, at: at.toISOString() });
}

export function hasCheckpoint(state: string): boolean {
  return existsSync(checkpointFile(state));
}

/**
 * Signs where the journal ends now. False, and nothing is written, where the last checkpoint is missing, forged or not
 * fulfilled: a new one would cover up what the old one shows.
 */
export function advanceCheckpoint(state: string, tail: JournalEnd, at: Date): boolean {
  const old = readCheckpoint(checkpointFile(state));
  const key = readPublicKey(keyFiles(state).public);
  if (old === undefined || key === undefined || !isSigned(old, key)) return false;
  if (old.id !== 0 && !tail.has(old.id, old.hash)) return false;
  const count = old.count + tail.countAfter(old.id);
  return writeCheckpoint(state, { ...tail.last, count, at: at.toISOString() });
}

/** A checkpoint file's content, or undefined where it is missing or has another form. */
export function readCheckpoint(file: string): Checkpoint | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isNoEntry(error)) return undefined;
    throw error;
  }
  return parseCheckpoint(text);
}

export function isSigned(checkpoint: Checkpoint, key: KeyObject): boolean {
  return verify(null, signedBytes(checkpoint), key, Buffer.from(checkpoint.signature, 'base64'));
}

function writeCheckpoint(state: string, unsigned: Omit<Checkpoint, 'signature'>): boolean {
  const key = readSecretKey(state);
  if (key === undefined) return false;
  const signature = sign(null, signedBytes(unsigned), key).toString('base64');
  writeAtomically(checkpointFile(state), `${JSON.stringify({ ...unsigned, signature })}\n`, 0o644);
  return true;
}

/** The first words keep this signature from meaning anything else. */
function signedBytes({ id, hash, count, at }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify(['nixos-ai journal checkpoint', 1, id, hash, count, at]));
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, hash, count, at, signature } = value as Record<string, unknown>;
  return typeof id === 'number' &&
    typeof count === 'number' &&
    typeof hash === 'string' &&
    typeof at === 'string' &&
    typeof signature === 'string'
    ? { id, hash, count, at, signature }
    : undefined;
}
