import { stripVTControlCharacters } from 'node:util';
import { wrapText } from './wrap.ts';

/** How text reaches a person. */
export interface Layout {
  /** Columns of the terminal; undefined where lines are not broken (a pipe, a file). */
  readonly columns: number | undefined;
  /** Words instead of symbols, for who hears the text or has no such letters. */
  readonly plain: boolean;
}

/**
 * Text as it is shown: lines are broken between words, and what continues one stands below the last column of it.
 *
 * @example
 * layOut('✓ kernel  a long path', { columns: 16, plain: true }) // 'ok: kernel  a\n            long path'
 */
export function layOut(text: string, { columns, plain }: Layout): string {
  const said = plain ? inWords(text) : text;
  if (columns === undefined) return said;
  const fit = said
    .split('\n')
    .map((line) => (stripVTControlCharacters(line).length > columns ? shortenPaths(line) : line))
    .join('\n');
  return wrapText(fit, columns, (line) => hangOf(line, columns));
}

/** A store path is known by the beginning of its hash; the whole is in a pipe, in `--json` and in the journal. */
function shortenPaths(line: string): string {
  return line.replaceAll(/(\/nix\/store\/[a-z\d]{7})[a-z\d]{25}-/gu, '$1…-');
}

/** Below what stands behind the last gap of a line, as long as that leaves room to read. */
function hangOf(line: string, columns: number): number {
  const visible = stripVTControlCharacters(line);
  const gaps = [...visible.matchAll(/\S {2,}(?=\S)/gu)].map((gap) => gap.index + gap[0].length);
  const sign = /^[+-] +(?=\S)/u.exec(visible)?.[0].length;
  const fit = [...gaps, ...(sign === undefined ? [] : [sign])].filter((end) => end <= columns * 0.6);
  return fit.length > 0 ? Math.max(...fit) : (/^ */u.exec(visible)?.[0].length ?? 0) + 2;
}

/** What each mark at the beginning of a line says. */
const MARKS: Readonly<Record<string, string>> = {
  '✓': 'ok:',
  '✗': 'failed:',
  '○': 'stopped:',
  '↻': 'reboot:',
  '→': 'do:',
  '└─': 'then',
};

function inWords(text: string): string {
  return text
    .replaceAll(
      /^( *)(✓|✗|○|↻|→|└─)(?= )/gmu,
      (_, lead: string, mark: string) => `${lead}${MARKS[mark] ?? ''}`,
    )
    .replaceAll(/ → /gu, ' to ')
    .replaceAll(/ · /gu, ', ');
}
