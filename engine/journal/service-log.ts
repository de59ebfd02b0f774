import { systemClock } from '../host/clock.ts';
import { openToRead } from '../host/read-only-db.ts';
import { isDiskError } from '../host/storage/disk-trouble.ts';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parseServiceEvent } from '../model/events/parse-service-event.ts';
import { isRecord } from '../model/events/shape.ts';
import type { ServiceEvent, ServiceEventBody } from '../model/service/service-event.ts';
import { writeAhead } from './write-ahead.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;`;

/** More than a busy year; a trigger's budget looks back 99 days at most. */
const KEPT_DAYS = 100;
const KEPT_ROWS = 50_000;

/**
 * What the service did and saw, durable: an append is on disk when it returns. Beside the journal and not in it: the
 * journal is the truth about runs, chained and signed, and these events are of no run.
 */
export class ServiceLog implements Disposable {
  readonly #db: DatabaseSync;
  readonly #now: () => Date;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync, now: () => Date) {
    this.#db = db;
    this.#now = now;
    this.#insert = db.prepare('INSERT INTO events (at, type, payload) VALUES (?, ?, ?)');
  }

  append(body: ServiceEventBody): ServiceEvent {
    const { type, ...payload } = body;
    const at = this.#now().toISOString();
    const { lastInsertRowid } = this.#insert.run(at, type, JSON.stringify(payload));
    return { v: 1, id: Number(lastInsertRowid), at, ...body };
  }

  /** Events after one, oldest first. */
  after(id: number, limit = 10_000): readonly ServiceEvent[] {
    return toEvents(
      this.#db
        .prepare('SELECT id, at, type, payload FROM events WHERE id > ? ORDER BY id LIMIT ?')
        .all(id, limit),
    );
  }

  /** The newest events since a time (ISO 8601, UTC), oldest first. */
  newest(limit: number, since = ''): readonly ServiceEvent[] {
    return toEvents(
      this.#db
        .prepare('SELECT id, at, type, payload FROM events WHERE at >= ? ORDER BY id DESC LIMIT ?')
        .all(since, limit),
    ).reverse();
  }

  /** After which event the newest `limit` ones since a time begin. */
  before(limit: number, since = ''): number {
    const row = this.#db
      .prepare('SELECT min(id) AS id FROM (SELECT id FROM events WHERE at >= ? ORDER BY id DESC LIMIT ?)')
      .get(since, limit);
    return row?.['id'] == null ? this.last() : Number(row['id']) - 1;
  }

  /** The newest events of some types, newest first. */
  newestOf(types: readonly ServiceEvent['type'][], limit: number): readonly ServiceEvent[] {
    return toEvents(
      this.#db
        .prepare(
          'SELECT id, at, type, payload FROM events WHERE type IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ?',
        )
        .all(JSON.stringify(types), limit),
    );
  }

  /** What a trigger was met by under a key, the last time; undefined where that is not on record. */
  whatMet(trigger: string, key: string): string | undefined {
    const row = this.#db
      .prepare(
        "SELECT payload ->> '$.what' AS what FROM events WHERE type = 'trigger-met' AND payload ->> '$.trigger' = ? AND payload ->> '$.key' = ? ORDER BY id DESC LIMIT 1",
      )
      .get(trigger, key);
    return row === undefined ? undefined : String(row['what']);
  }

  /** How many events there are of each type. */
  counts(): Readonly<Record<string, number>> {
    const rows = this.#db.prepare('SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type').all();
    return Object.fromEntries(rows.map((row) => [String(row['type']), Number(row['n'])]));
  }

  /** The event of a number. */
  find(id: number): ServiceEvent | undefined {
    const row = this.#db.prepare('SELECT id, at, type, payload FROM events WHERE id = ?').get(id);
    return row === undefined ? undefined : toEvents([row])[0];
  }

  last(): number {
    return Number(this.#db.prepare('SELECT max(id) AS id FROM events').get()?.['id'] ?? 0);
  }

  /** How far something has come; undefined before it began. */
  mark(name: string): number | undefined {
    const row = this.#db.prepare('SELECT value FROM marks WHERE name = ?').get(name);
    return row === undefined ? undefined : Number(row['value']);
  }

  setMark(name: string, value: number): void {
    this.#db
      .prepare('INSERT INTO marks VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
      .run(name, value);
  }

  prune(): void {
    const oldest = new Date(this.#now().getTime() - KEPT_DAYS * 86_400_000).toISOString();
    this.#db
      .prepare('DELETE FROM events WHERE at < ? OR id <= (SELECT max(id) FROM events) - ?')
      .run(oldest, KEPT_ROWS);
  }

  close(): void {
    this.#db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens, or makes, the log in a state directory. */
export function openServiceLog(state: string, now: () => Date = () => systemClock.now()): ServiceLog {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(serviceLogFile(state), { timeout: 10_000 });
  writeAhead(db);
  db.exec(SCHEMA);
  return new ServiceLog(db, now);
}

/** The same to read it: also where the disk takes nothing. */
export function openServiceLogToRead(state: string, now: () => Date = () => systemClock.now()): ServiceLog {
  try {
    return openServiceLog(state, now);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return new ServiceLog(openFilled(serviceLogFile(state)) ?? emptyLog(), now);
  }
}

/** Undefined where there is none yet, or one that a full disk kept from being made. */
function openFilled(file: string): DatabaseSync | undefined {
  if (!existsSync(file)) return undefined;
  const db = openToRead(file);
  if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'events'").get() !== undefined) return db;
  db.close();
  return undefined;
}

function emptyLog(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(SCHEMA);
  return db;
}

export function serviceLogFile(state: string): string {
  return join(state, 'service.db');
}

/** A type that only a newer engine knows is left out. */
function toEvents(rows: readonly Record<string, unknown>[]): ServiceEvent[] {
  return rows.flatMap((row) => {
    const payload: unknown = JSON.parse(String(row['payload']));
    const { id, at, type } = row;
    return parseServiceEvent({ ...(isRecord(payload) ? payload : {}), v: 1, id, at, type }) ?? [];
  });
}
