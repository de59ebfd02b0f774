import { EXIT_CODES } from '../../model/outcome.ts';
import { nearestWords } from '../../nix/spelling.ts';
import { ENDINGS } from './endings.ts';

/** What a code stands for: of a finding (`NIX003`), or of how a run ended (`3`, `rolled-back`). */
export interface Explanation {
  readonly code: string;
  /** What the codes like it are about. */
  readonly about: string;
  readonly meaning: string;
  /** What to do; a way a run ended has none of its own. */
  readonly remedy?: string;
}

/**
 * Every code, from the table that people read (docs/FINDINGS.md), so that there is one text for both.
 *
 * @example
 * readExplanations('## PAR: values\n\n| PAR001 | It is not given. | Give it. |')
 * // [{ code: 'PAR001', about: 'values', meaning: 'It is not given.', remedy: 'Give it.' }, …exit codes]
 */
export function readExplanations(table: string): readonly Explanation[] {
  const found: Explanation[] = [];
  let about = '';
  for (const line of table.split('\n')) {
    const heading = /^## [^:]+: (.+)$/u.exec(line)?.[1];
    if (heading !== undefined) about = heading;
    const [, code, meaning, remedy] = /^\| ([A-Z]{2,5}\d{3}) \| (.+) \| (.+) \|$/u.exec(line) ?? [];
    if (code !== undefined && meaning !== undefined && remedy !== undefined)
      found.push({ code, about, meaning: unescape(meaning), remedy: unescape(remedy) });
  }
  return [...found, ...exitCodes()];
}

/** All that a word names: one code in any case, an exit code's endings, or every code that begins so (`NIX`). */
export function findExplanations(word: string, all: readonly Explanation[]): readonly Explanation[] {
  const wanted = word.toUpperCase();
  const exact = all.filter(({ code }) => code.toUpperCase() === wanted || code.split(' ')[0] === word);
  const ending = all.filter(({ code }) => code.split(' ')[1] === word.toLowerCase());
  if (exact.length + ending.length > 0) return [...exact, ...ending];
  return /^[A-Z]{2,5}$/u.test(wanted) ? all.filter(({ code }) => code.startsWith(wanted)) : [];
}

/** The codes that are spelled most like a word that is none. */
export function nearestCodes(word: string, all: readonly Explanation[]): readonly string[] {
  return nearestWords(
    word.toUpperCase(),
    all.map(({ code }) => code),
    3,
  );
}

/** `3 rolled-back`, lowest first. */
function exitCodes(): readonly Explanation[] {
  return Object.entries(EXIT_CODES)
    .sort(([, a], [, b]) => a - b)
    .map(([ending, exit]) => ({
      code: `${exit} ${ending}`,
      about: 'exit code, and how the run ended',
      meaning: ENDINGS[ending as keyof typeof EXIT_CODES],
    }));
}

function unescape(cell: string): string {
  return cell.replaceAll('\\|', '|').replaceAll('`', '');
}
