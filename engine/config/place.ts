import type { Document, LineCounter } from 'yaml';
import type { Position } from '../model/finding.ts';

/** One-based line and column of an offset in a file. */
export function placeOf(lines: LineCounter, offset: number, file: string): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Where the value at a JSON pointer stands; the document's start when there is none. */
export function placeAt(document: Document, lines: LineCounter, pointer: string, file: string): Position {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const range =
    typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
      ? Number(node.range[0])
      : 0;
  return placeOf(lines, range, file);
}
