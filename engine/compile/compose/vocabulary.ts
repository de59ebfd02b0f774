import type { OptionIndex } from '../../model/options/option-index.ts';
import { LANGUAGE } from '../language.ts';
import { isPatternWord } from '../frames/vocabulary.ts';
import { wordList } from '../grammar/word-list.ts';

/** Whether a word is one that people and documents use, and no name that somebody made up. */
export function isPlainWord(word: string, index: OptionIndex): boolean {
  return PLAIN.has(word) || isPatternWord(word) || textsOf(index).has(word);
}

/** Whether a word stands in reasons, whatever the host has. */
export function isReason(word: string): boolean {
  return PLAIN.has(word);
}

const TEXTS = new WeakMap<OptionIndex, ReadonlySet<string>>();

/** Every word of the descriptions of packages and options; looked at only for a sentence that needs it. */
function textsOf(index: OptionIndex): ReadonlySet<string> {
  const known = TEXTS.get(index) ?? new Set([...wordsIn(index.packages), ...wordsIn(index.options)]);
  TEXTS.set(index, known);
  return known;
}

function* wordsIn(list: readonly { readonly description?: string }[]): Generator<string> {
  for (const { description } of list) {
    if (description !== undefined) yield* description.toLowerCase().match(/[a-z]+(?:'[a-z]+)?/gu) ?? [];
  }
}

/** Words of reasons that a host whose texts are not known must know as well. */
const PLAIN: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.plain));
