import type { Words } from '../context.ts';
import { LANGUAGE } from '../language.ts';
import { wordList } from '../grammar/word-list.ts';
import type { WordToken } from '../grammar/tokens.ts';

/** Words that turn a meaning round or narrow it: each must be read, or nothing is. */
const HARD: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.hard));

export function isHard({ kind, word }: WordToken): boolean {
  return kind !== 'quoted' && HARD.has(word);
}

/** Words that say nothing about what should change. Nothing that could turn a meaning round belongs here. */
const EMPTY: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.empty));

export function isEmptyWord({ kind, word }: WordToken): boolean {
  return kind === 'separator' || (kind === 'word' && EMPTY.has(word));
}

/** The words that must be explained: all but the empty ones. */
export function contentOf(words: Words): Words {
  return words.filter((token) => !isEmptyWord(token));
}
