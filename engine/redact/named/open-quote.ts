/** A quote that is open at a place: which one, and where it was opened. */
export interface Quote {
  readonly mark: string;
  readonly at: number;
}

/** Tells which quote of a line is open. Asked from left to right, so that each character is looked at once. */
export class OpenQuotes {
  readonly #text: string;
  #at = 0;
  #open: Quote | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The quote that is open before `place`; a place before the last one asked for gets the answer of that one. */
  before(place: number): Quote | undefined {
    for (; this.#at < place; this.#at += 1) this.#step(this.#text[this.#at] ?? '');
    return this.#open;
  }

  #step(character: string): void {
    if (character === '\n') this.#open = undefined;
    else if (this.#open === undefined) {
      if (isQuote(character) && !/[A-Za-z0-9\\]/u.test(this.#text[this.#at - 1] ?? ' '))
        this.#open = { mark: character, at: this.#at };
    } else if (character === this.#open.mark && this.#text[this.#at - 1] !== '\\') this.#open = undefined;
  }
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}
