import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { faultPoint } from '../host/fault.ts';
import type { RunEvent, RunEventBody } from '../model/event.ts';
import { chainHash, GENESIS } from './chain.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    type TEXT NOT NULL,
    payload TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (run, seq)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS events_by_type ON events (type, id);
`;

/** One line of the history. */
export interface RunSummary {
  readonly run: string;
  readonly started: Extract<RunEvent, { type: 'run-started' }>;
  readonly ended: Extract<RunEvent, { type: 'run-ended' }> | undefined;
}

/** The first row whose hash does not follow from the one before. */
export interface BrokenRow {
  readonly id: number;
  readonly run: string;
  readonly seq: number;
}

/**
 * The durable, hash-chained event log of one host: the only truth about a run.
 *
 * Every append is on disk when it returns (WAL, `synchronous=FULL`): an intent is written before the act it announces.
 * Appends are serialised by SQLite; the chain runs over all runs of the host, so that a removed run is seen too.
 *
 * @example
 * using journal = openJournal('/var/lib/nixos-ai');
 * journal.append('20261122-100501-a3f9', { type: 'transition', from: 'plan', on: 'ok', to: 'snapshot' });
 */
export class Journal implements Disposable {
  readonly #db: DatabaseSync;
  readonly #last: StatementSync;
  readonly #insert: StatementSync;
  readonly #now: () => Date;

  constructor(db: DatabaseSync, now: () => Date) {
    this.#db = db;
    this.#now = now;
    this.#last = db.prepare(
      'SELECT hash, (SELECT max(seq) FROM events WHERE run = ?) AS seq FROM events ORDER BY id DESC LIMIT 1',
    );
    this.#insert = db.prepare(
      'INSERT INTO events (run, seq, at, type, payload, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  append(run: string, body: RunEventBody): RunEvent {
    const point =
      `journal:${body.type} ${'node' in body ? body.node : 'to' in body ? body.to : ''}`.trimEnd();
    faultPoint(`${point} before`);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const last = this.#last.get(run);
      const { type, ...payload } = body;
      const row = {
        run,
        seq: Number(last?.['seq'] ?? 0) + 1,
        at: this.#now().toISOString(),
        type,
        payload: JSON.stringify(payload),
      };
      const hash = chainHash(String(last?.['hash'] ?? GENESIS), row);
      this.#insert.run(row.run, row.seq, row.at, row.type, row.payload, hash);
      this.#db.exec('COMMIT');
      faultPoint(`${point} after`);
      return { v: 1, run, seq: row.seq, at: row.at, ...body };
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  events(run: string): RunEvent[] {
    return this.#db
      .prepare('SELECT run, seq, at, type, payload FROM events WHERE run = ? ORDER BY seq')
      .all(run)
      .map(toEvent);
  }

  /** All runs, newest first; `prefix` narrows to ids that begin with it. */
  runs(limit = 1000, prefix = ''): RunSummary[] {
    const rows = this.#db
      .prepare(
        `SELECT s.run, s.seq, s.at, s.type, s.payload,
                e.seq AS eseq, e.at AS eat, e.type AS etype, e.payload AS epayload
         FROM events s LEFT JOIN events e ON e.run = s.run AND e.type = 'run-ended'
         WHERE s.type = 'run-started' AND substr(s.run, 1, length(?)) = ? ORDER BY s.id DESC LIMIT ?`,
      )
      .all(prefix, prefix, limit);
    return rows.flatMap((row) => {
      const started = toEvent(row);
      const ended =
        row['etype'] === null
          ? undefined
          : toEvent({
              run: row['run'],
              seq: row['eseq'],
              at: row['eat'],
              type: row['etype'],
              payload: row['epayload'],
            });
      if (started.type !== 'run-started') return [];
      return [{ run: started.run, started, ended: ended?.type === 'run-ended' ? ended : undefined }];
    });
  }

  /** Walks the whole chain; undefined when every row follows from the one before. */
  firstBrokenRow(): BrokenRow | undefined {
    let previous = GENESIS;
    const rows = this.#db
      .prepare('SELECT id, run, seq, at, type, payload, hash FROM events ORDER BY id')
      .iterate();
    for (const row of rows) {
      const chained = {
        run: String(row['run']),
        seq: Number(row['seq']),
        at: String(row['at']),
        type: String(row['type']),
        payload: String(row['payload']),
      };
      if (chainHash(previous, chained) !== row['hash'])
        return { id: Number(row['id']), run: chained.run, seq: chained.seq };
      previous = row['hash'];
    }
    return undefined;
  }

  close(): void {
    this.#db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens, or makes, the journal in a state directory (0700: it names what changed and who asked). */
export function openJournal(state: string, now: () => Date = () => new Date()): Journal {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(state, 'journal.db'), { timeout: 10_000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  db.exec(SCHEMA);
  return new Journal(db, now);
}

function toEvent(row: Record<string, unknown>): RunEvent {
  const payload: unknown = JSON.parse(String(row['payload']));
  // The journal is the only writer of these rows, and the hash chain tells when somebody else was.
  return {
    v: 1,
    run: String(row['run']),
    seq: Number(row['seq']),
    at: String(row['at']),
    type: String(row['type']),
    ...(payload as object),
  } as RunEvent;
}
