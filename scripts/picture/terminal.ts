/** How a stretch of terminal text looks. */
export interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  /** Index of the colour, 0 to 15; undefined is the terminal's own. */
  readonly colour: number | undefined;
}

/** Characters of one look, and the column where they begin (zero-based). */
export interface Stretch {
  readonly text: string;
  readonly column: number;
  readonly style: Style;
}

const PLAIN: Style = { bold: false, dim: false, colour: undefined };

// One escape sequence: a style (`ESC [ … m`), or any other control sequence, which says nothing to a picture.
// eslint-disable-next-line no-control-regex
const ESCAPE = /\u001b\[([\d;]*)([A-Za-z])/gu;

/**
 * What a program wrote to a terminal → its lines, each as stretches of one look. Cursor movements are left out, so it
 * is for programs that only write.
 *
 * @example
 * parseTerminal('\u001b[32mOK\u001b[39m done')   // [[{ text: 'OK', column: 0, … }, { text: ' done', column: 2, … }]]
 */
export function parseTerminal(output: string): readonly (readonly Stretch[])[] {
  let style = PLAIN;
  const lines = output.replaceAll('\r\n', '\n').replace(/\n+$/u, '').split('\n');
  return lines.map((line) => {
    const stretches: Stretch[] = [];
    let column = 0;
    let at = 0;
    const take = (text: string): void => {
      if (text !== '') stretches.push({ text, column, style });
      column += countCells(text);
    };
    for (const match of line.matchAll(ESCAPE)) {
      take(line.slice(at, match.index));
      at = match.index + match[0].length;
      if (match[2] === 'm') style = applyCodes(style, match[1] ?? '');
    }
    take(line.slice(at));
    return stretches;
  });
}

function applyCodes(style: Style, codes: string): Style {
  return codes.split(';').map(Number).reduce(applyCode, style);
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: undefined };
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, colour: code - 82 };
  return style;
}

/** Columns that text takes: one a character, as nothing wider is printed here. */
export function countCells(text: string): number {
  return Array.from(text).length;
}
