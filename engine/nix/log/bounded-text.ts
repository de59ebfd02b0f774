/** Lines of text up to a size; beyond it the oldest but the first are dropped. */
export class BoundedText {
  readonly #most: number;
  #first: string | undefined;
  #lines: string[] = [];
  /** Those before it were dropped. */
  #from = 0;
  #size = 0;

  /** @param most - Characters. */
  constructor(most: number) {
    this.#most = most;
  }

  add(line: string): void {
    if (this.#first === undefined) {
      this.#first = line;
      return;
    }
    this.#lines.push(line);
    this.#size += line.length + 1;
    while (this.#size > this.#most) this.#size -= (this.#lines[this.#from++]?.length ?? 0) + 1;
    if (this.#from * 2 > this.#lines.length) {
      this.#lines = this.#lines.slice(this.#from);
      this.#from = 0;
    }
  }

  /** Each line with its end. */
  text(): string {
    if (this.#first === undefined) return '';
    return `${[this.#first, ...this.#lines.slice(this.#from)].join('\n')}\n`;
  }
}
