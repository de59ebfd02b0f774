import { stripVTControlCharacters } from 'node:util';

/**
 * Text with its lines broken between words where they are wider than `columns`; what continues a line stands two
 * columns further in. Colours count nothing. A word that is wider by itself is left whole.
 *
 * @example
 * wrapText('  one two three', 10) // '  one two\n    three'
 */
export function wrapText(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): readonly string[] {
  if (widthOf(line) <= columns) return [line];
  const indent = `${/^ */u.exec(line)?.[0] ?? ''}  `;
  const lines: string[] = [];
  let current = '';
  for (const piece of line.match(/^ *[^ ]+| +[^ ]+/gu) ?? []) {
    if (current !== '' && widthOf(current + piece) > columns) {
      lines.push(current);
      current = indent + piece.trimStart();
    } else {
      current += piece;
    }
  }
  return [...lines, current];
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
