import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';

/**
 * The words without greetings, hedges and pleas. Nothing that could turn a meaning round, or that names a thing, is among
 * them.
 *
 * @example
 * // hey um could you maybe get docker going? sorry to bother you → get docker going
 */
export function withoutPleas(tokens: readonly WordToken[]): readonly WordToken[] {
  const kept: WordToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    const begins = kept.length === 0 || kept.at(-1)?.kind === 'separator';
    // "Set it to maybe": there it is a value.
    const isValue = /^(?:to|=|called|named)$/u.test(kept.at(-1)?.word ?? '');
    const length = isValue
      ? 0
      : Math.max(lengthOf(ANYWHERE, tokens, at), begins ? lengthOf(FIRST, tokens, at) : 0);
    const listing = length > 0 ? 0 : lengthOf(LISTING, tokens, at);
    if (listing > 0 && token !== undefined) {
      kept.push({ ...token, kind: 'separator', word: 'and', text: 'and' });
      at += listing;
      continue;
    }
    if (length === 0 && token !== undefined) kept.push(token);
    at += Math.max(length, 1);
  }
  return kept;
}

function phrasesOf(text: string): readonly (readonly string[])[] {
  return wordList(text)
    .map((entry) => entry.split(' '))
    .sort((left, right) => right.length - left.length);
}

function lengthOf(phrases: readonly (readonly string[])[], tokens: readonly WordToken[], at: number): number {
  const isHere = (words: readonly string[]): boolean =>
    words.every((word, offset) => tokens[at + offset]?.kind === 'word' && tokens[at + offset]?.word === word);
  return phrases.find(isHere)?.length ?? 0;
}

const ANYWHERE = phrasesOf(LANGUAGE.pleas.anywhere);

/** Said between the items of a list. */
const LISTING = phrasesOf(LANGUAGE.pleas.listing);

const FIRST = phrasesOf(LANGUAGE.pleas.first);
