import type { Context, Words } from '../context.ts';
import { LANGUAGE } from '../language.ts';
import { STRUCTURE, WORD_CLASSES } from '../grammar/lexicon.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';

/**
 * The things a slot lists, split at commas and "and"; pronouns stand for what was named last. Nothing when an item
 * holds a word of structure ("without", "or", "if"): then it is not a list of names.
 *
 * @example
 * // vlc, obs studio and audacity → [vlc] [obs studio] [audacity]
 */
export function splitThings(tokens: readonly WordToken[], context: Context): readonly Words[] | undefined {
  const items = splitItems(tokens)?.map((item) => (isPronoun(item) ? context.last : [item]));
  if (items === undefined || items.some((things) => things.length === 0 || things.some(hasStructure))) {
    return undefined;
  }
  return items.flat();
}

/** Splits at commas and "and"; nothing when another separator or an empty list is found. */
export function splitItems(tokens: readonly WordToken[]): readonly Words[] | undefined {
  const items: WordToken[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'separator') {
      items.at(-1)?.push(token);
    } else if (LISTING.has(token.word)) {
      items.push([]);
    } else {
      return undefined;
    }
  }
  const filled = items.filter((item) => item.length > 0);
  return filled.length === 0 ? undefined : filled;
}

/** The words in lower case, one space between. */
export function phrase(words: Words): string {
  return words.map((token) => token.text.toLowerCase()).join(' ');
}

const LISTING: ReadonlySet<string> = new Set([',', 'and', ', and', '&', 'plus']);

function isPronoun(words: Words): boolean {
  return words.length === 1 && (WORD_CLASSES['pronoun'] ?? []).includes(words[0]?.word ?? '');
}

function hasStructure(words: Words): boolean {
  return words.some((token) => token.kind === 'word' && STRUCTURE.has(token.word));
}

/** Words that point at something without naming it. */
const VAGUE: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.vague));

/** True where a name holds a word that names nothing: "a better editor", "the thing we talked about". */
export function isVague(words: Words): boolean {
  return words.some((token) => token.kind === 'word' && VAGUE.has(token.word));
}
