import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { damageRows, rowDamages } from './row-damage.ts';

/** One thing that went wrong with a file: a word for what, the file, where in it (0 to 9,999), and what is written. */
interface Damage {
  readonly what: string;
  readonly file: string;
  readonly at: number;
  readonly text: string;
}

const KINDS = [
  'flip',
  'flip',
  'flip',
  'zero',
  'cut',
  'append',
  'write',
  'remove',
  'swap',
  'mode',
  'dir',
  'link',
];

const SQL = [
  'DROP TABLE events',
  'DELETE FROM events WHERE id = (SELECT max(id) FROM events)',
  'DELETE FROM events WHERE id = 1',
  'DELETE FROM events WHERE id % 3 = 0',
  "DELETE FROM events WHERE type = 'run-started'",
  "UPDATE events SET payload = '{}' WHERE type = 'run-started'",
  "UPDATE events SET payload = 'null'",
  "UPDATE events SET payload = '['",
  'UPDATE events SET payload = replace(payload, \'"ok"\', \'"fail"\')',
  "UPDATE events SET payload = replace(payload, '/nix/store', '/tmp')",
  "UPDATE events SET payload = json_set(payload, '$.compiled', 1) WHERE type = 'run-started'",
  "UPDATE events SET payload = json_remove(payload, '$.compiled.graph.nodes') WHERE type = 'run-started'",
  "UPDATE events SET payload = json_set(payload, '$.compiled.graph.start', 'nowhere') WHERE type = 'run-started'",
  "UPDATE events SET payload = json_set(payload, '$.node', 'nowhere') WHERE id % 5 = 0",
  "UPDATE events SET payload = json_set(payload, '$.data', json('[]')) WHERE type = 'step-ended'",
  "UPDATE events SET type = 'run-ended' WHERE id % 7 = 0",
  "UPDATE events SET type = 'unheard-of' WHERE id % 4 = 0",
  "UPDATE events SET run = '../../etc' WHERE id > 20",
  "UPDATE events SET at = 'yesterday'",
  'UPDATE events SET id = 9223372036854775807 WHERE id = 5',
  'UPDATE events SET seq = -seq',
  "UPDATE events SET hash = ''",
  'INSERT INTO events SELECT id + 1000, run, seq + 1000, at, type, payload, hash FROM events',
  'ALTER TABLE events RENAME COLUMN payload TO words',
  'CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, "no"); END',
  'PRAGMA user_version = 99',
  'PRAGMA journal_mode = DELETE',
] as const;

/** Up to four damages of the files of a directory, as pieces of an input. */
export function damages(files: readonly string[]): fc.Arbitrary<readonly string[]> {
  const ofFile = fc.record({
    what: fc.constantFrom(...KINDS),
    file: fc.constantFrom(...files),
    at: fc.nat(9_999),
    text: fc.oneof(
      fc.constantFrom('', '{}', 'null', '{"id":1}', 'SQLite format 3\0', '0'.repeat(100_000)),
      fc.constantFrom(...files),
      fc.string({ unit: 'binary', maxLength: 40 }),
    ),
  });
  const ofRows = fc
    .constantFrom(...SQL)
    .map((text): Damage => ({ what: 'sql', file: 'journal.db', at: 0, text }));
  const inRows = fc
    .tuple(fc.constantFrom('journal.db', 'journal.db', 'journal.db', 'service.db'), rowDamages())
    .map(([file, text]): Damage => ({ what: 'rows', file, at: 0, text }));
  const one = fc.oneof(
    { weight: 2, arbitrary: ofFile },
    { weight: 1, arbitrary: ofRows },
    { weight: 2, arbitrary: inRows },
  );
  return fc.array(one, { minLength: 1, maxLength: 4 }).map((list) => list.map((one) => JSON.stringify(one)));
}

/** Does a damage. What cannot be done, such as to flip a byte of what is not there, is not. */
export function damage(directory: string, piece: string): void {
  const { what, file, at, text } = readDamage(piece);
  const path = join(directory, file);
  try {
    if (what === 'rows') damageRows(path, text);
    else if (what === 'sql') runSql(path, text);
    else if (what === 'swap') swap(path, join(directory, text));
    else if (what === 'cut') truncateSync(path, Math.floor((readFileSync(path).length * at) / 10_000));
    else if (what === 'append') writeFileSync(path, text, { flag: 'a' });
    else if (what === 'write') writeFileSync(path, text);
    else if (what === 'remove') rmSync(path, { recursive: true });
    else if (what === 'mode') chmodSync(path, at % 0o1000);
    else if (what === 'dir') replace(path, () => mkdirSync(path));
    else if (what === 'link') replace(path, () => symlinkSync(text === '' ? '/dev/zero' : text, path));
    else writeFileSync(path, changedBytes(readFileSync(path), what, at));
  } catch {
    // Nothing to damage there.
  }
}

function readDamage(piece: string): Damage {
  const value: unknown = JSON.parse(piece);
  const { what = '', file = '', at = 0, text = '' }: Readonly<Record<string, unknown>> = Object(value);
  return { what: String(what), file: String(file), at: Number(at), text: String(text) };
}

function runSql(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

function swap(path: string, other: string): void {
  copyFileSync(path, `${path}.was`);
  copyFileSync(other, path);
  copyFileSync(`${path}.was`, other);
  rmSync(`${path}.was`);
}

function replace(path: string, make: () => void): void {
  rmSync(path, { recursive: true, force: true });
  make();
}

function changedBytes(bytes: Buffer, what: string, at: number): Buffer {
  const place = Math.floor((bytes.length * at) / 10_000);
  if (what === 'zero') return bytes.fill(0, place, place + 512);
  bytes[place] = (bytes[place] ?? 0) ^ (1 << (at % 8));
  return bytes;
}
