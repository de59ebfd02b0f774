import { chainHash, GENESIS, type ChainedRow } from './chain.ts';

/** A row with every column. */
export interface StoredRow extends ChainedRow {
  readonly id: number;
  readonly hash: string;
}

/** A row of an export says what the row before it hashed to, so that a part can be verified too. */
export interface ExportedRow extends StoredRow {
  readonly previous: string;
}

/** The first row that does not follow from the one before, and in which way. */
export interface BrokenRow {
  readonly id: number;
  readonly run: string;
  readonly seq: number;
  readonly what: 'altered' | 'missing-before';
  /** The row before, 0 for none. */
  readonly after: number;
}

/** What a walk over a chain found; it stops at the first broken row. */
export interface Walk {
  readonly rows: number;
  readonly runs: number;
  readonly last: { readonly id: number; readonly hash: string };
  readonly broken: BrokenRow | undefined;
  /** The hash of the watched row, where it was passed. */
  readonly watched: string | undefined;
  /** The newest of what comes after the watched row. */
  readonly behind: readonly Pick<StoredRow, 'id' | 'run' | 'type'>[];
}

/** Rows after the watched one that are remembered: more of them are as bad as so many. */
const BEHIND = 100;

export interface WalkOptions {
  /** A row whose hash is wanted. */
  readonly watch?: number;
  /** Rows may be left out, as in an export of one run; each must still follow from the hash it names. */
  readonly partial?: boolean;
}

/**
 * Walks rows in the order of their ids, a row at a time: nothing is kept but the names of the runs.
 *
 * @example
 * walkChain(journal.rows()).broken   // { id: 7, run: '20261122-100501-a3f9', seq: 3, what: 'altered', after: 6 }
 */
export function walkChain(
  rows: Iterable<StoredRow & { readonly previous?: string }>,
  options: WalkOptions = {},
): Walk {
  const runs = new Set<string>();
  let last = { id: 0, hash: GENESIS };
  let count = 0;
  let watched = options.watch === 0 ? GENESIS : undefined;
  const behind: Pick<StoredRow, 'id' | 'run' | 'type'>[] = [];
  for (const row of rows) {
    const what = judge(row, last, options.partial === true);
    if (what !== undefined) {
      const broken = { id: row.id, run: row.run, seq: row.seq, what, after: last.id };
      return { rows: count, runs: runs.size, last, broken, watched, behind };
    }
    count += 1;
    runs.add(row.run);
    last = { id: row.id, hash: row.hash };
    if (row.id === options.watch) watched = row.hash;
    else if (watched !== undefined) behind.push({ id: row.id, run: row.run, type: row.type });
    if (behind.length > BEHIND) behind.shift();
  }
  return { rows: count, runs: runs.size, last, broken: undefined, watched, behind };
}

function judge(
  row: StoredRow & { readonly previous?: string },
  last: { readonly id: number; readonly hash: string },
  partial: boolean,
): BrokenRow['what'] | undefined {
  const gap = row.id !== last.id + 1;
  if (gap && (!partial || row.id <= last.id)) return 'missing-before';
  const previous = gap ? row.previous : last.hash;
  if (previous === undefined) return 'missing-before';
  return chainHash(previous, row) === row.hash ? undefined : 'altered';
}
