import { sign, verify, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENESIS } from './chain.ts';
import { isNoEntry, writeAtomically } from './durable.ts';
import { isRecord } from '../model/events/shape.ts';
import { goOnOn, type Machine, type WrittenOn } from './machine.ts';
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
  /** On which machines the journal was written; undefined in what older engines signed, which was bound to none. */
  readonly machines?: readonly WrittenOn[];
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

/** After which events the end of the journal is signed: where a run ends or waits, and what somebody is held to. */
export function isSignedAfter(type: string): boolean {
  return type === 'run-ended' || type === 'run-paused' || type === 'approval';
}

export function checkpointFile(state: string): string {
  return join(state, 'checkpoint.json');
}

/**
 * The first start of a journal makes its key and a checkpoint of nothing. From then on a missing checkpoint is a
 * finding, not a beginning; so this is for an empty journal alone, under its write lock.
 */
export function beginCheckpoints(state: string, at: Date, machine: Machine): void {
  ensureKeys(state);
  const machines = goOnOn(undefined, machine, 0);
  writeCheckpoint(state, { id: 0, hash: GENESIS, count: 0, at: at.toISOString(), ...on(machines) });
}

export function hasCheckpoint(state: string): boolean {
  return existsSync(checkpointFile(state));
}

/**
 * Signs where the journal ends now. False, and nothing is written, where the last checkpoint is missing, forged or not
 * fulfilled: a new one would cover up what the old one shows.
 */
export function advanceCheckpoint(state: string, tail: JournalEnd, at: Date, machine: Machine = {}): boolean {
  const old = readCheckpoint(checkpointFile(state));
  const key = readPublicKey(keyFiles(state).public);
  if (old === undefined || key === undefined || !isSigned(old, key)) return false;
  if (old.id !== 0 && !tail.has(old.id, old.hash)) return false;
  const count = old.count + tail.countAfter(old.id);
  const machines = goOnOn(old.machines, machine, old.id);
  return writeCheckpoint(state, { ...tail.last, count, at: at.toISOString(), ...on(machines) });
}

function on(machines: readonly WrittenOn[] | undefined): Pick<Checkpoint, 'machines'> {
  return machines === undefined ? {} : { machines };
}

/** A checkpoint file's content, or undefined where it is missing or has another form. */
export function readCheckpoint(file: string): Checkpoint | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isNoEntry(error) || isDirectory(error)) return undefined;
    throw error;
  }
  return parseCheckpoint(text);
}

/** Somebody put one there: it says as little as none. */
function isDirectory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EISDIR';
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

/** The first words keep this signature from meaning anything else. Without machines it is what older engines signed. */
function signedBytes({ id, hash, count, at, machines }: Omit<Checkpoint, 'signature'>): Buffer {
  const words = [id, hash, count, at];
  if (machines === undefined)
    return Buffer.from(JSON.stringify(['nixos-ai journal checkpoint', 1, ...words]));
  const written = machines.map(({ since, installation = null, hardware = null }) => [
    since,
    installation,
    hardware,
  ]);
  return Buffer.from(JSON.stringify(['nixos-ai journal checkpoint', 2, ...words, written]));
}

function parseCheckpoint(text: string): Checkpoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { id, hash, count, at, signature, machines: written } = value;
  const machines = written === undefined ? undefined : parseMachines(written);
  if (written !== undefined && machines === undefined) return undefined;
  return typeof id === 'number' &&
    typeof count === 'number' &&
    typeof hash === 'string' &&
    typeof at === 'string' &&
    typeof signature === 'string'
    ? { id, hash, count, at, ...on(machines), signature }
    : undefined;
}

function parseMachines(value: unknown): readonly WrittenOn[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const machines = value.map((one: unknown) => parseMachine(one));
  return machines.every((one) => one !== undefined) ? machines : undefined;
}

function parseMachine(value: unknown): WrittenOn | undefined {
  if (!isRecord(value) || typeof value['since'] !== 'number') return undefined;
  const { since, installation, hardware } = value;
  if (installation !== undefined && typeof installation !== 'string') return undefined;
  if (hardware !== undefined && typeof hardware !== 'string') return undefined;
  return {
    since,
    ...(installation === undefined ? {} : { installation }),
    ...(hardware === undefined ? {} : { hardware }),
  };
}
