/** The characters that the inside of `"…"` stands for. Nix turns CR and CR LF into LF. */
export function unescapeString(inside: string): string {
  return inside.replaceAll(/\\([^])|\r\n?/gu, (_, escaped: string | undefined) => {
    if (escaped === undefined) return '\n';
    return ESCAPES.get(escaped) ?? escaped;
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** A piece of an indented string as Nix's lexer cuts it; escapes are pieces of their own and never indentation. */
interface Piece {
  readonly text: string;
  readonly escaped: boolean;
}

/**
 * The characters that the inside of `''…''`, without interpolation, stands for. Follows Nix to the letter: an escaped
 * line break does not count for the indentation, but what follows it loses that much; only the last piece's last line is
 * dropped when blank.
 */
export function unescapeIndentedString(inside: string): string {
  const pieces = piecesOf(inside.replace(/^ *\n/u, ''));
  const dropped = commonIndentation(pieces);
  const last = pieces.length - 1;
  let atLineStart = true;
  let spaces = 0;
  const texts = pieces.map(({ text }, index) => {
    let kept = '';
    for (const character of text) {
      const isIndentation = atLineStart && character === ' ';
      if (!isIndentation || spaces >= dropped) kept += character;
      spaces = isIndentation ? spaces + 1 : 0;
      atLineStart = character === '\n' || isIndentation;
    }
    return index === last ? kept.replace(/(?<=\n) +$/u, '') : kept;
  });
  return texts.join('');
}

function piecesOf(text: string): Piece[] {
  const pattern = /((?:[^$']|\$[^{']|'[^'$])+)|''\\([^])|'''|''\$|[$']/gu;
  return [...text.matchAll(pattern)].map(([whole, plain, escape]) => {
    if (plain !== undefined) return { text: plain, escaped: false };
    if (escape !== undefined)
      return { text: ESCAPES.get(escape) ?? escape.replace('\r', '\n'), escaped: true };
    if (whole === "'''") return { text: "''", escaped: true };
    return { text: whole === "'" ? "'" : '$', escaped: true };
  });
}

/** The least indentation of the lines that have more than spaces in them. */
function commonIndentation(pieces: readonly Piece[]): number {
  let least = Number.POSITIVE_INFINITY;
  let atLineStart = true;
  let spaces = 0;
  for (const { text, escaped } of pieces) {
    for (const character of escaped ? 'x' : text) {
      if (character === '\n') [atLineStart, spaces] = [true, 0];
      else if (atLineStart && character === ' ') spaces += 1;
      else if (atLineStart) [atLineStart, least] = [false, Math.min(least, spaces)];
    }
  }
  return least;
}
