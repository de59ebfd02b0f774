import { readText } from '../../scripts/accuracy/input.ts';
import { parseRows, type Row as AnyRow } from '../../scripts/accuracy/rows.ts';

/** A row on one of the two hosts that the tests have. */
export interface Row extends AnyRow {
  readonly on: 'minimal' | 'desktop';
}

/** A table of requests beside this file. */
export function readRows(file: string): readonly Row[] {
  const path = new URL(file, import.meta.url).pathname;
  return parseRows(readText(path), path).map((row) => {
    if (row.on !== 'minimal' && row.on !== 'desktop') throw new Error(`${file}: on ${row.on}`);
    return { ...row, on: row.on };
  });
}
