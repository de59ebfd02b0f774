import { systemClock } from '../host/clock.ts';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { faultPoint } from '../host/fault.ts';
import { openToRead } from '../host/read-only-db.ts';
import type { RunEvent, RunEventBody } from '../model/event.ts';
import type { PausedOutcome } from '../model/outcome.ts';
import { chainHash, GENESIS } from './chain.ts';
import { advanceCheckpoint, beginCheckpoints, hasCheckpoint, isSignedAfter } from './checkpoint.ts';
import { readMachine } from './machine.ts';
import { readRows } from './rows.ts';
import { toEvents } from './to-event.ts';
import { walkChain, type BrokenRow, type ExportedRow } from './walk.ts';
import { writeAhead } from './write-ahead.ts';

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
  CREATE INDEX IF NOT EXISTS ended_runs ON events (run) WHERE type = 'run-ended';
`;

/** One line of the history. */
export interface RunSummary {
  readonly run: string;
  readonly started: Extract<RunEvent, { type: 'run-started' }>;
  readonly ended: Extract<RunEvent, { type: 'run-ended' }> | undefined;
  /** It waits, and for what. */
  readonly paused?: PausedOutcome;
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
  readonly #state: string;
  readonly #now: () => Date;
  #durable = true;

  constructor(db: DatabaseSync, state: string, now: () => Date) {
    this.#db = db;
    this.#state = state;
    this.#now = now;
    this.#last = db.prepare(
      'SELECT hash, (SELECT max(seq) FROM events WHERE run = ?) AS seq FROM events ORDER BY id DESC LIMIT 1',
    );
    this.#insert = db.prepare(
      'INSERT INTO events (run, seq, at, type, payload, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  append(run: string, body: RunEventBody): RunEvent {
    const [event] = this.appendAll(run, [body]);
    if (event === undefined) throw new Error('the journal returned nothing for the appended event');
    return event;
  }

  /**
   * Several events of a run with one flush: all of them are on disk when this returns, or none.
   *
   * @param durable - False: they may be lost in a power cut until the next durable append, in their order and never in
   *   part. For a run that only looks; another process sees them all the same.
   */
  appendAll(run: string, bodies: readonly RunEventBody[], durable = true): readonly RunEvent[] {
    for (const body of bodies) faultPoint(`${pointOf(body)} before`);
    this.#setDurable(durable);
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const events = bodies.map((body) => this.#insertOne(run, body));
      this.#db.exec('COMMIT');
      for (const body of bodies) faultPoint(`${pointOf(body)} after`);
      if (bodies.some(({ type }) => isSignedAfter(type))) this.#checkpointIfPossible();
      return events;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #setDurable(durable: boolean): void {
    if (durable === this.#durable) return;
    this.#db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    this.#durable = durable;
  }

  #insertOne(run: string, body: RunEventBody): RunEvent {
    const last = this.#last.get(run);
    const { type, ...payload } = body;
    const seq = Number(last?.['seq'] ?? 0) + 1;
    const row = { run, seq, at: this.#now().toISOString(), type, payload: JSON.stringify(payload) };
    const hash = chainHash(String(last?.['hash'] ?? GENESIS), row);
    this.#insert.run(row.run, row.seq, row.at, row.type, row.payload, hash);
    return { v: 1, run, seq, at: row.at, ...body };
  }

  events(run: string): RunEvent[] {
    return toEvents(
      this.#db.prepare('SELECT run, seq, at, type, payload FROM events WHERE run = ? ORDER BY seq').all(run),
    );
  }

  /** Approvals on record for a plan, newest first, but for those that a run was decided by: one approval is for one run. */
  approvals(planHash: string): Extract<RunEvent, { type: 'approval' }>[] {
    const rows = this.#db
      .prepare(
        `SELECT run, seq, at, type, payload FROM events AS given
         WHERE type = 'approval' AND payload ->> 'planHash' = ? AND NOT EXISTS (
           SELECT 1 FROM events AS used
           WHERE used.type = 'step-ended' AND used.id > given.id AND used.payload ->> 'node' = 'consent'
             AND used.payload ->> '$.data.spends.run' = given.run
             AND used.payload ->> '$.data.spends.seq' = given.seq)
         ORDER BY id DESC`,
      )
      .all(planHash);
    return toEvents(rows).flatMap((event) => (event.type === 'approval' ? [event] : []));
  }

  /** All runs, newest first; `prefix` narrows to ids that begin with it. */
  runs(limit = 1000, prefix = ''): RunSummary[] {
    const rows = this.#db
      .prepare(
        `SELECT s.run, s.seq, s.at, s.type, s.payload,
                e.seq AS eseq, e.at AS eat, e.type AS etype, e.payload AS epayload
         FROM events s LEFT JOIN events e ON e.id = coalesce(
           (SELECT max(id) FROM events WHERE run = s.run AND type = 'run-ended'),
           (SELECT max(id) FROM events WHERE run = s.run AND type = 'run-paused'))
         WHERE s.type = 'run-started' AND substr(s.run, 1, length(?)) = ? ORDER BY s.id DESC LIMIT ?`,
      )
      .all(prefix, prefix, limit);
    return rows.flatMap((row) => {
      const end = {
        run: row['run'],
        seq: row['eseq'],
        at: row['eat'],
        type: row['etype'],
        payload: row['epayload'],
      };
      const [started, ended] = toEvents(row['etype'] === null ? [row] : [row, end]);
      if (started?.type !== 'run-started') return [];
      const paused = ended?.type === 'run-paused' ? { paused: ended.outcome } : {};
      return [
        { run: started.run, started, ended: ended?.type === 'run-ended' ? ended : undefined, ...paused },
      ];
    });
  }

  /** Names of runs that began and have not ended, oldest first. */
  unfinished(): string[] {
    return this.#db
      .prepare(
        `SELECT s.run FROM events s WHERE s.type = 'run-started' AND NOT EXISTS
           (SELECT 1 FROM events e WHERE e.run = s.run AND e.type = 'run-ended') ORDER BY s.id`,
      )
      .all()
      .map((row) => String(row['run']));
  }

  /**
   * Signs where the journal ends, so that rows removed from its end are missed. Done after each approval and end of a run; false
   * where the last checkpoint is not fulfilled, which `audit verify` explains.
   */
  checkpoint(): boolean {
    // Two writers must not put an older checkpoint over a newer one.
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const last = this.#db.prepare('SELECT id, hash FROM events ORDER BY id DESC LIMIT 1').get();
      const tail = {
        last: { id: Number(last?.['id'] ?? 0), hash: String(last?.['hash'] ?? GENESIS) },
        has: (id: number, hash: string) =>
          this.#db.prepare('SELECT 1 FROM events WHERE id = ? AND hash = ?').get(id, hash) !== undefined,
        countAfter: (id: number) =>
          Number(this.#db.prepare('SELECT count(*) AS n FROM events WHERE id > ?').get(id)?.['n']),
      };
      return advanceCheckpoint(this.#state, tail, this.#now(), readMachine());
    } finally {
      this.#db.exec('ROLLBACK');
    }
  }

  /** The row is on disk already, and an older checkpoint only covers less: no reason to call the run failed. */
  #checkpointIfPossible(): void {
    try {
      this.checkpoint();
    } catch {
      // A full disk, say. The next run's end tries again.
    }
  }

  /** Every column of every row in the order of the chain, one at a time; `run` and `since` (ISO 8601, UTC) narrow. */
  *rows(filter: { readonly run?: string; readonly since?: string } = {}): Generator<ExportedRow> {
    yield* readRows(this.#db, filter);
  }

  /** Walks the whole chain; undefined when every row follows from the one before. */
  firstBrokenRow(): BrokenRow | undefined {
    return walkChain(this.rows()).broken;
  }

  close(): void {
    this.#db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens, or makes, the journal in a state directory (0700: it names what changed and who asked). */
export function openJournal(state: string, now: () => Date = () => systemClock.now()): Journal {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(state, 'journal.db'), { timeout: 10_000 });
  writeAhead(db);
  db.exec(SCHEMA);
  if (!hasCheckpoint(state)) beginAudit(db, state, now());
  return new Journal(db, state, now);
}

/** Opens the journal to read it, also where its disk is full or read-only. Throws where there is none. */
export function openJournalToRead(state: string, now: () => Date = () => systemClock.now()): Journal {
  return new Journal(openToRead(join(state, 'journal.db')), state, now);
}

/** Rows without a checkpoint are no first start: then nothing is made, and `audit verify` says what is missing. */
function beginAudit(db: DatabaseSync, state: string, at: Date): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const rows = db.prepare('SELECT 1 FROM events LIMIT 1').get();
    if (rows === undefined && !hasCheckpoint(state)) beginCheckpoints(state, at, readMachine());
  } finally {
    db.exec('ROLLBACK');
  }
}

function pointOf(body: RunEventBody): string {
  return `journal:${body.type} ${'node' in body ? body.node : 'to' in body ? body.to : ''}`.trimEnd();
}
