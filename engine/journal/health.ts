import { systemClock } from '../host/clock.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { JournalFacts, UnfinishedRun } from '../check/doctor/facts.ts';
import { openReadOnly } from '../host/read-only-db.ts';
import { isDiskError } from '../host/storage/disk-trouble.ts';
import type { Finding } from '../model/finding.ts';
import { judgeMachine } from './audit.ts';
import * as say from './audit-findings.ts';
import { readMachine } from './machine.ts';
import { checkpointFile, isSigned, readCheckpoint } from './checkpoint.ts';
import { foldRun, waitsForApproval, type RunState } from './fold.ts';
import { UnreadableRow } from './to-event.ts';
import { Journal } from './journal.ts';
import { keyFiles, looseMode, readPublicKey } from './keys.ts';
import { findOtherWriters } from './ownership.ts';
import { readLooking } from './queue.ts';
import { readTail } from './rows.ts';
import { walkChain } from './walk.ts';

/** Rows at the end of the journal that are looked at one by one. */
const TAIL = 2_000;

/**
 * The journal at a glance: whether its end is what was signed and follows row from row, and which runs have not ended.
 * Nothing is written, and the time does not grow with the journal; `auditJournal` looks at all of it.
 */
export function readJournalHealth(state: string): JournalFacts {
  const file = join(state, 'journal.db');
  const empty = { rows: 0, last: undefined, findings: [], unfinished: [] };
  if (!existsSync(file)) return empty;
  let db: DatabaseSync | undefined;
  try {
    db = openReadOnly(file);
    const last = db.prepare('SELECT id, at FROM events ORDER BY id DESC LIMIT 1').get();
    return {
      rows: Number(last?.['id'] ?? 0),
      last: last === undefined ? undefined : String(last['at']),
      findings: [...auditTail(db), ...auditEnd(db, state), ...findOtherWriters(state)],
      unfinished: readUnfinished(new Journal(db, state, () => systemClock.now()), looking(state)),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ...empty, findings: [isDiskError(error) ? say.unreachable(why) : say.unreadable(why)] };
  } finally {
    db?.close();
  }
}

function auditTail(db: DatabaseSync): readonly Finding[] {
  const rows = Number(db.prepare('SELECT max(id) AS id FROM events').get()?.['id'] ?? 0);
  const { broken } = walkChain(readTail(db, TAIL), { partial: rows > TAIL });
  return broken === undefined ? [] : [say.brokenRow(broken)];
}

/** What is wrong with the statement of where the journal ends, or with the end itself. */
function auditEnd(db: DatabaseSync, state: string): readonly Finding[] {
  const files = keyFiles(state);
  const mode = looseMode(state);
  const loose = mode === undefined ? [] : [say.looseKey(files.secret, mode)];
  const key = readPublicKey(files.public);
  const checkpoint = readCheckpoint(checkpointFile(state));
  if (checkpoint === undefined) return [...loose, say.noCheckpoint(checkpointFile(state))];
  if (key === undefined) return [...loose, say.noKey(files.public)];
  if (!isSigned(checkpoint, key)) return [...loose, say.forged(checkpointFile(state))];
  const last = Number(db.prepare('SELECT max(id) AS id FROM events').get()?.['id'] ?? 0);
  if (last < checkpoint.id) return [...loose, say.truncated(checkpoint, last)];
  const signed = db.prepare('SELECT hash FROM events WHERE id = ?').get(checkpoint.id)?.['hash'];
  const elsewhere = judgeMachine(checkpoint, readMachine());
  return checkpoint.id === 0 || signed === checkpoint.hash
    ? [...loose, ...elsewhere]
    : [...loose, say.replaced(checkpoint)];
}

/** Runs of which a preview is being made: those have not ended, and are not interrupted. */
function looking(state: string): ReadonlySet<string> {
  return new Set(readLooking(state).map(({ run }) => run));
}

function readUnfinished(journal: Journal, previews: ReadonlySet<string>): readonly UnfinishedRun[] {
  return journal.unfinished().flatMap((run) => {
    const state = tryFold(journal, run);
    if (state?.ended !== undefined || previews.has(run)) return [];
    // It waits for an approval: nothing is wrong with that.
    if (state === undefined || waitsForApproval(state)) return [];
    // It says itself that it waits; nothing was interrupted.
    const { at, mutations } = state;
    return [{ run, at: at?.node, touched: mutations.length > 0, waits: at?.outcome === 'reboot' }];
  });
}

/** Undefined of a run whose rows were altered: the audit says so. */
function tryFold(journal: Journal, run: string): RunState | undefined {
  try {
    return foldRun(journal.events(run));
  } catch (error) {
    if (error instanceof UnreadableRow) return undefined;
    throw error;
  }
}
