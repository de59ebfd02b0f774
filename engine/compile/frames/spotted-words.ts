import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { stem } from '../compose/stem.ts';

/** The words of a clause, and which of them something has taken. */
export class SpottedWords {
  readonly clause: Clause;
  readonly #taken = new Set<WordToken>();
  readonly #known: (token: WordToken) => boolean;

  /** @param known - Words that belong to the form itself. */
  constructor(clause: Clause, known: (token: WordToken) => boolean) {
    this.clause = clause;
    this.#known = known;
  }

  /** What is not taken, in order. */
  get free(): Clause {
    return this.clause.filter((token) => token.kind !== 'separator' && !this.#taken.has(token));
  }

  /** What is neither taken nor a word of the form: it must be a value. */
  get strange(): Clause {
    return this.free.filter((token) => !this.#known(token));
  }

  /** Whether a token is a word of the form, or one that says nothing. */
  isVocabulary(token: WordToken): boolean {
    return this.#known(token);
  }

  take(tokens: Clause): void {
    tokens.forEach((token) => this.#taken.add(token));
  }

  isTaken(token: WordToken): boolean {
    return this.#taken.has(token);
  }

  /** The tokens that say a phrase, by their stems, wherever it stands first. */
  phrase(words: readonly string[]): Clause | undefined {
    const at = this.clause.findIndex((_, place) => saysHere(this.clause, place, words));
    return at < 0 ? undefined : this.clause.slice(at, at + words.length);
  }

  /** Runs of words side by side that are not taken, the longest first. */
  *spans(longest: number): Generator<Clause> {
    for (let length = longest; length > 0; length -= 1) {
      for (let at = 0; at + length <= this.clause.length; at += 1) {
        const span = this.clause.slice(at, at + length);
        if (span.every((token) => token.kind !== 'separator' && !this.#taken.has(token))) yield span;
      }
    }
  }

  before(token: WordToken | undefined): string {
    const at = token === undefined ? -1 : this.clause.indexOf(token);
    return this.clause[at - 1]?.word ?? '';
  }
}

export function saysHere(clause: Clause, at: number, stems: readonly string[]): boolean {
  return stems.every((one, offset) => {
    const token = clause[at + offset];
    return token?.kind === 'word' && (token.word === one || stem(token.word) === one);
  });
}
