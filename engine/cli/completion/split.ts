/** The words of a command line up to the cursor, as a shell would give them to the program. */
export interface SplitLine {
  /** Complete words, without their quotes; the program's own name is the first. */
  readonly before: readonly string[];
  /** The word at the cursor, without its quotes; empty behind a blank. */
  readonly current: string;
}

/**
 * Splits an unfinished command line at blanks that are not quoted. An open quote reaches to the end.
 *
 * @example
 * splitLine('nixos-ai "install do') // { before: ['nixos-ai'], current: 'install do' }
 */
export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let current: string | undefined;
  for (const [, blank, double, single, plain] of line.matchAll(PIECE)) {
    if (blank !== undefined) {
      if (current !== undefined) words.push(current);
      current = undefined;
      continue;
    }
    const text = double?.replaceAll(/\\(["\\$`])/gu, '$1') ?? single ?? plain?.replace(/^\\(.)/u, '$1') ?? '';
    current = (current ?? '') + text;
  }
  return { before: words, current: current ?? '' };
}

/** Blanks, a double quote, a single one, or one character; a quote ends where the line does. */
const PIECE = /(\s+)|"((?:\\.|[^"\\])*)(?:"|\\?$)|'([^']*)(?:'|$)|(\\.|[\s\S])/gu;
