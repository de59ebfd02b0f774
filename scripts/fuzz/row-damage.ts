import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { chainHash, GENESIS } from '../../engine/journal/chain.ts';
import { mutatedData } from './inputs/document.ts';
import { fromSchema } from './inputs/schema.ts';
import { schemaNamed, textsOf } from './inputs/corpus.ts';

/**
 * One thing that went wrong with the rows of a table: how, in which one and at which place of it (ten-thousandths), where
 * to for what has two, and what is written (Latin-1: a character a byte).
 */
interface RowDamage {
  readonly how: string;
  readonly row: number;
  readonly at: number;
  readonly text: string;
}

const HOWS = [
  'cut',
  'put',
  'put',
  'bytes',
  'bytes',
  'payload',
  'payload',
  'payload',
  'double',
  'swap',
  'swap-runs',
  'drop',
  'foreign',
  'long',
  'deep',
  'run',
  'at',
  'type',
  'seq',
  'hash',
] as const;

const PUTS = [
  '\0',
  '\xff',
  '\xc3',
  '\xed\xa0\x80',
  '"',
  '\\',
  '}',
  '{',
  '[',
  ',',
  '\n',
  '\\ud800',
  '1e999',
  '\x1b[2J',
] as const;

/** As many rows or characters as nobody writes, and as make a reader of all at once take all memory. */
const SIZES = ['2000', '100000', '5000000', '60000000'] as const;

/** Damages of rows, as pieces of an input; often with all hashes right again, so that what reads on is tried, too. */
export function rowDamages(): fc.Arbitrary<string> {
  const lines = textsOf('tests/data/journals/*.jsonl').flatMap((text) => text.trim().split('\n'));
  const payload = fc.oneof(
    mutatedData(fc.constantFrom(...lines).map((line) => payloadIn(JSON.parse(line)))),
    fromSchema(schemaNamed('event')),
  );
  const textOf = (how: (typeof HOWS)[number]): fc.Arbitrary<string> => {
    if (how === 'payload') return payload.map((value) => latin(JSON.stringify(value) ?? ''));
    if (how === 'foreign') return fc.constantFrom(...lines);
    if (how === 'long' || how === 'deep') return fc.constantFrom(...SIZES);
    if (how === 'seq') return fc.constantFrom('-1', '0', '1', '9007199254740993', '9223372036854775807');
    if (how === 'type')
      return fc.constantFrom('run-started', 'run-ended', 'run-paused', 'approval', 'transition', 'x', '');
    return fc.oneof(fc.constantFrom(...PUTS), fc.string({ unit: 'binary-ascii', maxLength: 20 }));
  };
  const one = fc
    .constantFrom(...HOWS)
    .chain((how) =>
      fc.record({ how: fc.constant(how), row: fc.nat(9_999), at: fc.nat(9_999), text: textOf(how) }),
    );
  const chained: RowDamage = { how: 'chain', row: 0, at: 0, text: '' };
  return fc
    .tuple(fc.array(one, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([list, chain]) => JSON.stringify(chain ? [...list, chained] : list));
}

/** Does the damages of one piece to a database; throws where there is none, or it takes them not. */
export function damageRows(file: string, piece: string): void {
  const value: unknown = JSON.parse(piece);
  const db = new DatabaseSync(file);
  try {
    for (const one of Array.isArray(value) ? value : []) damageRow(db, readDamage(one));
  } finally {
    db.close();
  }
}

function readDamage(value: unknown): RowDamage {
  const { how = '', row = 0, at = 0, text = '' }: Readonly<Record<string, unknown>> = Object(value);
  return { how: String(how), row: Number(row), at: Number(at), text: String(text) };
}

function damageRow(db: DatabaseSync, damage: RowDamage): void {
  const ids = db
    .prepare('SELECT id FROM events ORDER BY id')
    .all()
    .map(({ id }) => Number(id));
  const pick = (place: number): number => ids[Math.floor((ids.length * place) / 10_000)] ?? 0;
  const [id, other] = [pick(damage.row), pick(damage.at)];
  switch (damage.how) {
    case 'drop':
      return change(db, 'DELETE FROM events WHERE id = ?', id);
    case 'double':
      return change(
        db,
        `INSERT INTO events SELECT (SELECT max(id) FROM events) + 1, run, (SELECT max(seq) FROM events o WHERE o.run = e.run) + 1,
         at, type, payload, hash FROM events e WHERE id = ?`,
        id,
      );
    case 'swap':
      return exchange(db, ['type', 'payload'], id, other);
    case 'swap-runs':
      return exchange(db, ['run', 'seq'], id, other);
    case 'foreign':
      return insertForeign(db, damage.text);
    case 'chain':
      return chainAgain(db);
    case 'run':
    case 'at':
    case 'type':
    case 'hash':
      return change(
        db,
        `UPDATE events SET ${damage.how} = CAST(? AS TEXT) WHERE id = ?`,
        bytes(damage.text),
        id,
      );
    case 'seq':
      return change(db, 'UPDATE events SET seq = CAST(? AS INTEGER) WHERE id = ?', damage.text, id);
    default:
      return setPayload(db, id, damage);
  }
}

function setPayload(db: DatabaseSync, id: number, damage: RowDamage): void {
  const was = db.prepare('SELECT CAST(payload AS BLOB) AS bytes FROM events WHERE id = ?').get(id)?.['bytes'];
  const old = Buffer.from(was instanceof Uint8Array ? was : []);
  change(db, 'UPDATE events SET payload = CAST(? AS TEXT) WHERE id = ?', changedPayload(old, damage), id);
}

function changedPayload(old: Buffer, { how, at, text }: RowDamage): Buffer {
  const place = Math.floor((old.length * at) / 10_000);
  switch (how) {
    case 'cut':
      return old.subarray(0, place);
    case 'bytes':
      return Buffer.concat([old.subarray(0, place), bytes(text), old.subarray(place + text.length)]);
    case 'payload':
      return bytes(text);
    case 'long':
      return Buffer.concat([Buffer.from(`{"x":"${'x'.repeat(Number(text))}",`), old.subarray(1)]);
    case 'deep':
      return Buffer.concat([
        Buffer.from(`{"x":${deep(Math.min(Number(text), 2_000_000))},`),
        old.subarray(1),
      ]);
    default:
      return Buffer.concat([old.subarray(0, place), bytes(text), old.subarray(place)]);
  }
}

function deep(times: number): string {
  return '['.repeat(times) + ']'.repeat(times);
}

function exchange(db: DatabaseSync, columns: readonly string[], id: number, other: number): void {
  const names = columns.join(', ');
  const read = db.prepare(`SELECT ${names} FROM events WHERE id = ?`);
  const [mine, theirs] = [read.get(id), read.get(other)];
  if (mine === undefined || theirs === undefined || id === other) return;
  const set = `UPDATE events SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
  const write = (row: Readonly<Record<string, unknown>>, to: number): void =>
    change(db, set, ...columns.map((name) => valueOf(row[name])), to);
  // No two rows of a run have one number, not even for a moment.
  if (columns.includes('seq')) write({ run: 'nobody', seq: 0 }, other);
  write(theirs, id);
  write(mine, other);
}

function insertForeign(db: DatabaseSync, line: string): void {
  const { run, seq, at, type, payload, hash }: Readonly<Record<string, unknown>> = Object(JSON.parse(line));
  const values = [run, seq, at, type, payload, hash].map(valueOf);
  change(db, 'INSERT INTO events (run, seq, at, type, payload, hash) VALUES (?, ?, ?, ?, ?, ?)', ...values);
}

/** All hashes as they follow from the rows: what a signature is for. */
function chainAgain(db: DatabaseSync): void {
  let previous = GENESIS;
  for (const row of db.prepare('SELECT id, run, seq, at, type, payload FROM events ORDER BY id').all()) {
    const { id, run, seq, at, type, payload } = row;
    const [own, when, kind, data] = [run, at, type, payload].map(String);
    previous = chainHash(previous, {
      run: own ?? '',
      seq: Number(seq),
      at: when ?? '',
      type: kind ?? '',
      payload: data ?? '',
    });
    change(db, 'UPDATE events SET hash = ? WHERE id = ?', previous, Number(id));
  }
}

function change(
  db: DatabaseSync,
  sql: string,
  ...values: readonly (string | number | Uint8Array | null)[]
): void {
  db.prepare(sql).run(...values);
}

function valueOf(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function payloadIn(row: unknown): unknown {
  const { payload }: Readonly<Record<string, unknown>> = Object(row);
  return JSON.parse(String(payload));
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function latin(text: string): string {
  return Buffer.from(text).toString('latin1');
}
