import type { OptionIndex } from '../model/option-index.ts';
import type { OptionDeclaration } from '../model/option.ts';

/**
 * Options that speak of some words, best first: every word counts in the name more than in the description, and a
 * switch (`….enable`) before what it switches.
 *
 * @example
 * searchOptions(index, 'bluetooth', 5)[0]?.name   // 'hardware.bluetooth.enable'
 */
export function searchOptions(
  index: OptionIndex,
  query: string,
  limit: number,
): readonly OptionDeclaration[] {
  const words = query
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word));
  if (words.length === 0) return [];
  return index.options
    .map((option) => ({ option, score: scoreOf(option, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.option.name.length - b.option.name.length)
    .slice(0, limit)
    .map(({ option }) => option);
}

// Words of the question, not of what is looked for.
const STOP_WORDS: ReadonlySet<string> = new Set(
  'search find show list look which what option options setting settings for the an of to that turns turn on off about do does is are me all'.split(
    ' ',
  ),
);

function scoreOf(option: OptionDeclaration, words: readonly string[]): number {
  const name = option.name.toLowerCase();
  const parts = name.split('.');
  const description = (option.description ?? '').toLowerCase();
  const points = words.map((word) => {
    if (parts.includes(word)) return 10;
    if (name.includes(word)) return 5;
    return description.includes(word) ? 1 : 0;
  });
  // A word that is nowhere means that it is not this option.
  if (points.includes(0)) return 0;
  const sum = points.reduce<number>((total, point) => total + point, 0);
  return sum + (parts.at(-1) === 'enable' ? 3 : 0) - parts.length * 0.1;
}
