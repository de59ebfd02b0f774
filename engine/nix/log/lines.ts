/** No message of Nix is longer; what is gets cut, so that a stream without line ends does not fill the memory. */
const LONGEST = 4 * 1024 * 1024;

/** Bytes in pieces of any size → whole lines, the same however the bytes are cut. */
export class Lines {
  readonly #decoder = new TextDecoder();
  readonly #parts: string[] = [];
  #length = 0;

  /** The lines that are whole now, without their ends. */
  push(bytes: Uint8Array): readonly string[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left at the end of the stream, where it does not end with a line. */
  end(): readonly string[] {
    const lines = this.#take(this.#decoder.decode());
    const rest = this.#parts.splice(0).join('');
    this.#length = 0;
    return rest === '' ? lines : [...lines, rest];
  }

  #take(text: string): string[] {
    const pieces = text.split('\n');
    const last = pieces.pop() ?? '';
    const lines = pieces.flatMap((piece) => {
      const cut = this.#add(piece);
      const line = this.#parts.splice(0).join('');
      this.#length = 0;
      return [...cut, line];
    });
    return [...lines, ...this.#add(last)];
  }

  /** Adds to the line under way; what of it is too long comes back as lines. */
  #add(piece: string): string[] {
    const cut: string[] = [];
    let rest = piece;
    while (this.#length + rest.length > LONGEST) {
      const room = LONGEST - this.#length;
      cut.push(this.#parts.splice(0).join('') + rest.slice(0, room));
      rest = rest.slice(room);
      this.#length = 0;
    }
    if (rest !== '') this.#parts.push(rest);
    this.#length += rest.length;
    return cut;
  }
}
