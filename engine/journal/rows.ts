import type { DatabaseSync } from 'node:sqlite';
import { GENESIS } from './chain.ts';
import type { ExportedRow } from './walk.ts';

/** The rows of a journal's table as they are, without trusting them: numbers may be anything that 64 bits hold. */
export function* readRows(
  db: DatabaseSync,
  filter: { readonly run?: string; readonly since?: string },
): Generator<ExportedRow> {
  const run = filter.run ?? null;
  const since = filter.since ?? null;
  yield* select(db, '(? IS NULL OR run = ?) AND (? IS NULL OR at >= ?)', [run, run, since, since]);
}

/** The last rows, in the order of the chain. */
export function readTail(db: DatabaseSync, count: number): Generator<ExportedRow> {
  return select(db, 'id > (SELECT max(id) FROM events) - ?', [count]);
}

function* select(
  db: DatabaseSync,
  where: string,
  values: readonly (string | number | null)[],
): Generator<ExportedRow> {
  const statement = db.prepare(
    `SELECT id, run, seq, at, type, payload, hash,
            coalesce((SELECT p.hash FROM events p WHERE p.id < e.id ORDER BY p.id DESC LIMIT 1), ?) AS previous
     FROM events e WHERE ${where} ORDER BY id`,
  );
  statement.setReadBigInts(true);
  for (const row of statement.iterate(GENESIS, ...values)) {
    yield {
      id: Number(row['id']),
      run: String(row['run']),
      seq: Number(row['seq']),
      at: String(row['at']),
      type: String(row['type']),
      payload: String(row['payload']),
      hash: String(row['hash']),
      previous: String(row['previous']),
    };
  }
}
