import { createHash } from 'node:crypto';

/** The hash before the first row. */
export const GENESIS = '0'.repeat(64);

/** The columns of a row that its hash covers, in this order. */
export interface ChainedRow {
  readonly run: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly payload: string;
}

/**
 * SHA-256 over the previous row's hash and this row's columns, as hex. Columns are length-prefixed by JSON, so that no
 * two different rows give the same bytes.
 */
export function chainHash(previous: string, row: ChainedRow): string {
  const bytes = JSON.stringify([previous, row.run, row.seq, row.at, row.type, row.payload]);
  return createHash('sha256').update(bytes).digest('hex');
}
