import { matchPattern, parsePhrasePattern, piecesOf, type WordPattern, type Slots } from './pattern.ts';
import { firstWordsOfClass, mayCover, wordsOfClass } from './pattern-words.ts';
import type { WordToken } from './tokens.ts';

/**
 * A pattern that is read when a clause comes that it may cover. There are hundreds, and a sentence needs a
 * handful: reading them all takes longer than planning.
 */
export class LazyPattern {
  readonly text: string;
  /** Whether a clause that begins with a word may be covered, as far as the text's first sign tells. */
  #begins: ((word: string) => boolean) | undefined;
  #read: WordPattern | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Every way the pattern covers the clause. `words` are the words of the clause. */
  *cover(clause: readonly WordToken[], words: ReadonlySet<string>): Generator<Slots> {
    this.#begins ??= beginning(this.text);
    if (!this.#begins(clause[0]?.word ?? '') || !mayCover(this.text, words)) return;
    this.#read ??= parsePhrasePattern(this.text);
    yield* matchPattern(this.#read, clause);
  }
}

/** Every word that some of the patterns contain. */
export function vocabulary(texts: readonly string[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const piece of new Set(texts.flatMap(piecesOf))) {
    if (piece.startsWith('@')) wordsOfClass(piece.slice(1)).forEach((word) => words.add(word));
    else if (!/^[()[\]|<]/u.test(piece)) words.add(piece);
  }
  return words;
}

function beginning(text: string): (word: string) => boolean {
  const opening = /^\s*(@?)([^\s()[\]|<>@]+)/u.exec(text);
  if (opening === null) return () => true;
  const [, sign, name = ''] = opening;
  return sign === '' ? (word) => name === word : (word) => firstWordsOfClass(name).has(word);
}
