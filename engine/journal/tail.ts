import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cause } from '../model/cause.ts';
import type { RunMode } from '../model/event.ts';
import type { RunOutcome } from '../model/outcome.ts';
import { DatabaseSync } from 'node:sqlite';

/** How a run ended, or that its plan was approved. What the service needs of it, and no more. */
export interface TailRow {
  readonly id: number;
  readonly type: 'run-ended' | 'run-paused' | 'approval';
  readonly run: string;
  readonly at: string;
  readonly mode: RunMode;
  readonly runbook: string;
  readonly by: string;
  readonly cause?: Cause;
  readonly request?: string;
  /** Of an end. */
  readonly outcome?: RunOutcome;
  readonly message: string;
}

const QUERY = `
  SELECT e.id, e.type, e.run, e.at, e.payload ->> 'outcome' AS outcome, e.payload ->> 'message' AS message,
         s.payload ->> 'mode' AS mode, s.payload ->> 'runbook' AS runbook, s.payload ->> 'by' AS by,
         s.payload -> 'cause' AS cause, s.payload ->> 'request' AS request
  FROM events e JOIN events s ON s.run = e.run AND s.type = 'run-started'
  WHERE e.id > ? AND e.type IN ('run-ended', 'run-paused', 'approval') ORDER BY e.id LIMIT 100`;

/** Ends and approvals after a row of the journal, oldest first. Reads, and makes no file. */
export function readTail(state: string, after: number): readonly TailRow[] {
  return withJournal(state, [], (db) => db.prepare(QUERY).all(after).map(toTailRow));
}

/** The last row of the journal; 0 where there is none. */
export function lastRow(state: string): number {
  return withJournal(state, 0, (db) =>
    Number(db.prepare('SELECT max(id) AS id FROM events').get()?.['id'] ?? 0),
  );
}

function withJournal<T>(state: string, none: T, read: (db: DatabaseSync) => T): T {
  const file = join(state, 'journal.db');
  if (!existsSync(file)) return none;
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

function toTailRow(row: Record<string, unknown>): TailRow {
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  // The journal is the only writer of these rows.
  return {
    id: Number(row['id']),
    type: text('type') as TailRow['type'],
    run: text('run'),
    at: text('at'),
    mode: text('mode') as RunMode,
    runbook: text('runbook'),
    by: text('by'),
    ...(row['cause'] === null ? {} : { cause: JSON.parse(text('cause')) as Cause }),
    ...(row['request'] === null ? {} : { request: text('request') }),
    ...(row['outcome'] === null ? {} : { outcome: text('outcome') as RunOutcome }),
    message: text('message'),
  };
}
