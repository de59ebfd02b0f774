interface Waiting {
  readonly user: string;
  readonly begin: () => void;
}

/**
 * Lets some things go on at a time, and one of each user: whoever asks for much waits for themselves, not the others for
 * them.
 *
 * @example
 * const turns = new Turns(4);
 * await turns.take('1000', gone, async () => runQuietly(argv, reply, gone)); // undefined where nobody waits any more
 */
export class Turns {
  readonly #most: number;
  readonly #running = new Set<string>();
  readonly #waiting: Waiting[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Undefined, and nothing is done, where `gone` aborts before its turn comes. */
  async take<T>(user: string, gone: AbortSignal, act: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#mayBegin(user, gone))) return undefined;
    try {
      return await act();
    } finally {
      this.#running.delete(user);
      this.#next();
    }
  }

  async #mayBegin(user: string, gone: AbortSignal): Promise<boolean> {
    if (gone.aborted) return false;
    return new Promise<boolean>((settle) => {
      const entry = { user, begin: () => settle(true) };
      gone.addEventListener('abort', () => this.#leave(entry) && settle(false), { once: true });
      this.#waiting.push(entry);
      this.#next();
    });
  }

  #leave(entry: Waiting): boolean {
    const at = this.#waiting.indexOf(entry);
    if (at >= 0) this.#waiting.splice(at, 1);
    return at >= 0;
  }

  #next(): void {
    if (this.#running.size >= this.#most) return;
    const at = this.#waiting.findIndex(({ user }) => !this.#running.has(user));
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) return;
    this.#running.add(next.user);
    next.begin();
  }
}
