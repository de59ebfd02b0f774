import { secretName } from '../secret-names.ts';
import { isSecretOf } from '../secret-values.ts';
import type { FoundSecret } from '../span.ts';

/** The first line of a table: names and what separates them, nothing else. */
const HEAD = /^["\w .-]{1,64}(?:([,;\t])["\w .-]{1,64}){1,63}$/u;
const LONGEST_HEAD = 2048;
const MOST_ROWS = 1024;

/** Values of a table with separators (CSV, TSV) below a column whose name says secret. */
export function findTableValues(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  let at = 0;
  while (at < text.length) {
    const end = lineEndAt(text, at);
    const columns = end - at > LONGEST_HEAD ? undefined : secretColumns(text.slice(at, end));
    at = columns === undefined ? end + 1 : readRows(text, end + 1, columns, found);
  }
  return found;
}

interface Columns {
  readonly separator: string;
  readonly names: readonly string[];
}

function secretColumns(line: string): Columns | undefined {
  const [, separator] = HEAD.exec(line) ?? [];
  if (separator === undefined) return undefined;
  const names = line.split(separator).map((name) => name.replaceAll('"', '').trim());
  return names.some((name) => secretName(name)?.sure === true) ? { separator, names } : undefined;
}

/** The rows that have as many cells as the head; gives back where the next line begins. */
function readRows(text: string, from: number, { separator, names }: Columns, into: FoundSecret[]): number {
  let at = from;
  for (let row = 0; row < MOST_ROWS && at < text.length; row += 1) {
    const end = lineEndAt(text, at);
    const cells = text.slice(at, end).split(separator);
    if (cells.length !== names.length) return at;
    let start = at;
    for (const [column, cell] of cells.entries()) {
      const says = secretName(names[column] ?? '');
      if (says !== undefined && isSecretOf(says, cell.replaceAll('"', '')))
        into.push({ kind: says.kind, start, end: start + cell.length, unsure: true });
      start += cell.length + separator.length;
    }
    at = end + 1;
  }
  return at;
}

function lineEndAt(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
