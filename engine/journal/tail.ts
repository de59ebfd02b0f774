import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cause } from '../model/cause.ts';
import type { RunMode } from '../model/event.ts';
import type { RunOutcome } from '../model/outcome.ts';
import { parsePrincipal, type Principal } from '../model/principal.ts';
import { DatabaseSync } from 'node:sqlite';

/** How a run ended, or that its plan was approved. What the service needs of it, and no more. */
export interface TailRow {
  readonly id: number;
  readonly type: 'run-ended' | 'run-paused' | 'approval';
  readonly run: string;
  readonly at: string;
  readonly mode: RunMode;
  readonly runbook: string;
  readonly by: Principal;
  /** Of an approval. */
  readonly approver?: Principal;
  /** The run waited for an approval: whoever gives it goes on with it. */
  readonly waited: boolean;
  readonly cause?: Cause;
  readonly request?: string;
  /** Of an end. */
  readonly outcome?: RunOutcome;
  readonly message: string;
}

const QUERY = `
  SELECT e.id, e.type, e.run, e.at, e.payload ->> 'outcome' AS outcome, e.payload ->> 'message' AS message,
         s.payload ->> 'mode' AS mode, s.payload ->> 'runbook' AS runbook, s.payload -> 'by' AS by,
         e.payload -> 'by' AS approver,
         s.payload -> 'cause' AS cause, s.payload ->> 'request' AS request,
         EXISTS (SELECT 1 FROM events p WHERE p.run = e.run AND p.type = 'run-paused' AND p.id < e.id
                 AND p.payload ->> 'outcome' = 'pending-approval') AS waited
  FROM events e JOIN events s ON s.run = e.run AND s.type = 'run-started'
  WHERE e.id > ? AND e.type IN ('run-ended', 'run-paused', 'approval') ORDER BY e.id LIMIT 100`;

/**
 * The journal of a state directory as one who follows it reads it. It stays open: to open it and close it again makes and
 * removes files beside it, which whoever watches these would take for something new.
 */
export class JournalTail implements Disposable {
  readonly #file: string;
  #db: DatabaseSync | undefined;

  constructor(state: string) {
    this.#file = join(state, 'journal.db');
  }

  /** Ends and approvals after a row of the journal, oldest first; none while there is no journal. Throws as SQLite does. */
  after(id: number): readonly TailRow[] {
    return this.#read([], (db) => db.prepare(QUERY).all(id).map(toTailRow));
  }

  /** The last row of the journal; 0 where there is none. */
  last(): number {
    return this.#read(0, (db) => Number(db.prepare('SELECT max(id) AS id FROM events').get()?.['id'] ?? 0));
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #read<T>(none: T, read: (db: DatabaseSync) => T): T {
    if (this.#db === undefined && !existsSync(this.#file)) return none;
    try {
      this.#db ??= new DatabaseSync(this.#file, { readOnly: true, timeout: 5_000 });
      return read(this.#db);
    } catch (error) {
      // One that is only being made has no tables yet: the next reading begins anew.
      this.close();
      throw error;
    }
  }
}

/** Of a row that says nothing of it. */
const NOBODY: Principal = {
  kind: 'person',
  name: 'unknown',
  door: 'unrecorded',
  known: 'unrecorded',
  groups: [],
};

function toTailRow(row: Record<string, unknown>): TailRow {
  const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
  // The journal is the only writer of these rows.
  return {
    id: Number(row['id']),
    type: text('type') as TailRow['type'],
    run: text('run'),
    at: text('at'),
    waited: row['waited'] === 1,
    mode: text('mode') as RunMode,
    runbook: text('runbook'),
    by: parsePrincipal(JSON.parse(text('by'))) ?? NOBODY,
    ...(row['approver'] === null ? {} : { approver: parsePrincipal(JSON.parse(text('approver'))) ?? NOBODY }),
    ...(row['cause'] === null ? {} : { cause: JSON.parse(text('cause')) as Cause }),
    ...(row['request'] === null ? {} : { request: text('request') }),
    ...(row['outcome'] === null ? {} : { outcome: text('outcome') as RunOutcome }),
    message: text('message'),
  };
}
