import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openToRead } from '../host/read-only-db.ts';
import type { Holder } from './lock.ts';

/** `wait`: for the host. `look`: a preview is being made, which holds nothing. */
export type TicketKind = 'wait' | 'look';

/** A place in the queue for a host: who waits, since when, and a number that only grows. */
export interface Ticket extends Holder {
  readonly number: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    run TEXT NOT NULL,
    pid INTEGER NOT NULL,
    born TEXT NOT NULL,
    since TEXT NOT NULL
  ) STRICT;
`;

/**
 * Runs that wait until a host is free, first come, first served. Whose process has ended waits no more: a ticket holds
 * the process' id and when it began, so that an id that was given to another process is not mistaken for it.
 *
 * The queue gives nobody the host: who stands first asks for the lock (`acquireLock`). Previews are in the same list, so
 * that a run that begins knows which of them are going on, and which ended with their process.
 *
 * @example
 * using queue = openQueue(state);
 * const ticket = queue.enter({ run, pid: process.pid, since });
 * while (!queue.isFirst(ticket)) await clock.sleep(500);
 */
export class HostQueue implements Disposable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  enter({ run, pid, since }: Holder, kind: TicketKind = 'wait'): Ticket {
    const added = this.#db
      .prepare('INSERT INTO tickets (kind, run, pid, born, since) VALUES (?, ?, ?, ?, ?)')
      .run(kind, run, pid, bornAt(pid) ?? '', since);
    return { run, pid, since, number: Number(added.lastInsertRowid) };
  }

  leave({ number }: Ticket): void {
    this.#db.prepare('DELETE FROM tickets WHERE number = ?').run(number);
  }

  /** Who waits, in their order. Tickets of processes that have ended are taken out. */
  waiting(): readonly Ticket[] {
    return this.#tickets('wait');
  }

  /** Runs of which a preview is being made. */
  looking(): readonly Ticket[] {
    return this.#tickets('look');
  }

  #tickets(kind: TicketKind): readonly Ticket[] {
    return ticketsIn(this.#db, kind).flatMap(({ ticket, alive }) => {
      if (alive) return [ticket];
      this.leave(ticket);
      return [];
    });
  }

  isFirst({ number }: Ticket): boolean {
    return this.waiting()[0]?.number === number;
  }

  close(): void {
    this.#db.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Who waits for a host, in their order. Nothing is written: also where the disk takes nothing. */
export function readWaiting(state: string): readonly Ticket[] {
  return readTickets(state, 'wait');
}

/** Runs of which a preview is being made; nothing is written. */
export function readLooking(state: string): readonly Ticket[] {
  return readTickets(state, 'look');
}

function readTickets(state: string, kind: TicketKind): readonly Ticket[] {
  const file = join(state, 'queue.db');
  if (!existsSync(file)) return [];
  const db = openToRead(file);
  try {
    return ticketsIn(db, kind)
      .filter(({ alive }) => alive)
      .map(({ ticket }) => ticket);
  } finally {
    db.close();
  }
}

/** Tickets in their order, and whether the process of each still is. */
function ticketsIn(db: DatabaseSync, kind: TicketKind) {
  const rows = db
    .prepare('SELECT number, run, pid, born, since FROM tickets WHERE kind = ? ORDER BY number')
    .all(kind);
  return rows.map((row) => {
    const ticket: Ticket = {
      number: Number(row['number']),
      run: String(row['run']),
      pid: Number(row['pid']),
      since: String(row['since']),
    };
    return { ticket, alive: bornAt(ticket.pid) === String(row['born']) };
  });
}

/** Opens, or makes, the queue in a state directory. */
export function openQueue(state: string): HostQueue {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(state, 'queue.db'), { timeout: 10_000 });
  db.exec(SCHEMA);
  return new HostQueue(db);
}

/** When a process began, in ticks since the boot; undefined when there is none of that id (proc(5), field 22). */
function bornAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold blanks and brackets; what follows the last bracket has none.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : rest[18];
  } catch {
    return undefined;
  }
}
