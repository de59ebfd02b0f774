import type { FollowUp } from './said.ts';
import { bare, type FollowUpAction } from './words.ts';

/**
 * The choice that a line takes after a question: by number, by order, or by its text. What could be two is asked again;
 * nothing where the line is no answer.
 */
export function pickChoice(
  line: string,
  choices: readonly string[],
  action: FollowUpAction | 'maybe' | undefined,
  isRequest: boolean,
): FollowUp | undefined {
  const [only] = choices;
  if (action === 'drop' || NONE.test(bare(line))) return { kind: 'action', action: 'drop' };
  if (action === 'apply' && only !== undefined && choices.length === 1) return chosen(only);
  if (action === 'apply' || action === 'maybe') return again(choices);
  if (action !== undefined) return undefined;
  const place = placeOf(bare(line), choices.length);
  if (place !== undefined) {
    const choice = choices[place];
    return choice === undefined ? again(choices) : chosen(choice);
  }
  const named = byText(line, choices, isRequest);
  return named === undefined ? undefined : chosen(named);
}

const NONE = /^(?:none|neither|none of (?:them|these|those)|neither of (?:them|these|those)|nothing)$/u;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Zero-based; beyond the end where there is no such choice. */
function placeOf(said: string, count: number): number | undefined {
  const words = said
    .replace(/^(?:take |use |i mean |i want )?(?:the )?/u, '')
    .replace(/ (?:one|choice|option)$/u, '');
  const digits = /^(?:number |choice |option |#)?(\d{1,3})\)?$/u.exec(words)?.[1];
  if (digits !== undefined) return digits === '0' ? count : Number(digits) - 1;
  if (words === 'last') return count - 1;
  const ordinal = ORDINALS.indexOf(words);
  if (ordinal >= 0) return ordinal;
  const number = NUMBERS.indexOf(/^(?:number|choice|option) (\w+)$/u.exec(words)?.[1] ?? '');
  return number >= 0 ? number : undefined;
}

function byText(line: string, choices: readonly string[], isRequest: boolean): string | undefined {
  const said = bare(line);
  const same = choices.find((choice) => bare(choice) === said);
  if (same !== undefined) return same;
  const words = said.split(' ');
  if (isRequest || words.length > 3) return undefined;
  const having = choices.filter((choice) => {
    const held = new Set(bare(choice).split(/[\s.]+/u));
    return words.every((word) => held.has(word));
  });
  return having.length === 1 ? having[0] : undefined;
}

function chosen(sentence: string): FollowUp {
  return { kind: 'sentence', sentence };
}

function again(choices: readonly string[]): FollowUp {
  return choices.length === 0
    ? { kind: 'ask', question: 'Say the whole request again, including what was missing.', choices }
    : { kind: 'ask', question: 'Which one? Give its number.', choices };
}
