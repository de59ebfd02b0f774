import { expect, test } from 'vitest';
import { chainHash, GENESIS } from '../../engine/journal/chain.ts';
import { walkChain, type ExportedRow } from '../../engine/journal/walk.ts';

/** Rows with these ids, each of which follows from the one before it here. */
function rowsOf(...ids: readonly number[]): ExportedRow[] {
  let previous = GENESIS;
  return ids.map((id) => {
    const row = { id, run: 'a', seq: id, at: '2026-01-01T00:00:00.000Z', type: 'note', payload: '{}' };
    const hash = chainHash(previous, row);
    const written = { ...row, hash, previous };
    previous = hash;
    return written;
  });
}

test.each([
  ['one after the other', rowsOf(1, 2, 3), undefined],
  ['with a row left out, as in an export of one run', rowsOf(1, 2, 4), undefined],
  ['with the last one twice', rowsOf(1, 2, 2), { id: 2, what: 'missing-before' }],
  ['with one that goes back', rowsOf(1, 3, 2), { id: 2, what: 'missing-before' }],
])('rows of a part, %s', (_how, rows, broken) => {
  const walk = walkChain(rows, { partial: true });
  expect(walk.broken).toEqual(broken === undefined ? undefined : expect.objectContaining(broken));
});
