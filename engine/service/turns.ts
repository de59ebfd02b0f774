/**
 * Lets some things go on at a time, and one of each user: whoever asks for much waits for themselves, not the others for
 * them.
 *
 * @example
 * const turns = new Turns(4);
 * await turns.take('1000', async () => runQuietly(argv, reply, gone));
 */
export class Turns {
  readonly #most: number;
  readonly #running = new Set<string>();
  readonly #waiting: { readonly user: string; readonly begin: () => void }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(user: string, act: () => Promise<T>): Promise<T> {
    await this.#mayBegin(user);
    try {
      return await act();
    } finally {
      this.#running.delete(user);
      this.#next();
    }
  }

  async #mayBegin(user: string): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ user, begin });
      this.#next();
    });
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
