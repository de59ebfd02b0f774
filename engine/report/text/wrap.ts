import { stripVTControlCharacters } from 'node:util';

/**
 * Text with its lines broken between words where they are wider than `columns`; what continues a line stands two
 * columns further in, or in the column that `hang` gives for it. Colours count nothing. A word that is wider by itself is
 * left whole.
 *
 * @example
 * wrapText('  one two three', 10) // '  one two\n    three'
 */
export function wrapText(text: string, columns: number, hang?: (line: string) => number): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, columns, hang))
    .join('\n');
}

function wrapLine(line: string, columns: number, hang = twoFurther): readonly string[] {
  if (widthOf(line) <= columns) return [line];
  const indent = ' '.repeat(hang(line));
  const lines: string[] = [];
  let current = '';
  for (const piece of line.match(/^ *[^ ]+| +[^ ]+/gu) ?? []) {
    if (current !== '' && widthOf(current + piece) > columns) {
      lines.push(current);
      const word = piece.trimStart();
      // What does not fit below the last column stands as far to the right as it does.
      current = indent.slice(0, Math.max(2, columns - widthOf(word))) + word;
    } else {
      current += piece;
    }
  }
  return [...lines, current];
}

function twoFurther(line: string): number {
  return (/^ */u.exec(line)?.[0].length ?? 0) + 2;
}

function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}
