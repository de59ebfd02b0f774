/** What a connection is to who counts them. */
export interface Countable {
  destroy(): void;
}

/** How many connections one socket takes. */
export interface ConnectionLimits {
  /** Of who has not asked yet: the one that is silent longest makes room. */
  readonly silent: number;
  /** Of one user, who has asked. */
  readonly perUser: number;
  /** Of all who have asked. */
  readonly all: number;
}

/** Whoever has shown nothing of who they are: all of them are one. */
const UNKNOWN = 'unknown';

/**
 * The connections of one socket, so that one user cannot keep the others out: who says nothing makes room for who comes,
 * a user has so many and no more, and where there is no room at all the user with the most gives one up.
 *
 * @example
 * connections.enter(socket);
 * const why = connections.ask(socket, 1000); // undefined: it may stay
 */
export class Connections<T extends Countable> {
  readonly #limits: ConnectionLimits;
  readonly #silent = new Set<T>();
  readonly #asked = new Map<string, Set<T>>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** One that has not asked yet. */
  enter(connection: T): void {
    this.#silent.add(connection);
    const [oldest] = this.#silent;
    if (this.#silent.size <= this.#limits.silent || oldest === undefined) return;
    this.#silent.delete(oldest);
    oldest.destroy();
  }

  /** It has asked. Why it cannot stay, in words. */
  ask(connection: T, uid: number | undefined): string | undefined {
    this.#silent.delete(connection);
    const user = uid === undefined ? UNKNOWN : String(uid);
    const own = this.#asked.get(user) ?? new Set<T>();
    if (own.size >= this.#limits.perUser)
      return uid === undefined
        ? `those who have not shown who they are have ${own.size} requests open already`
        : `you have ${own.size} requests open already: end one of them`;
    if (this.#count() >= this.#limits.all && !this.#makeRoom(own.size))
      return 'too many requests are open: try again later';
    this.#asked.set(user, own.add(connection));
    return undefined;
  }

  /** It has ended. */
  leave(connection: T): void {
    this.#silent.delete(connection);
    for (const [user, own] of this.#asked) {
      own.delete(connection);
      if (own.size === 0) this.#asked.delete(user);
    }
  }

  #count(): number {
    return [...this.#asked.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Of who has more than the newcomer would have. */
  #makeRoom(having: number): boolean {
    const [most] = [...this.#asked.values()].toSorted((one, other) => other.size - one.size);
    const [oldest] = most ?? [];
    if (most === undefined || oldest === undefined || most.size <= having + 1) return false;
    most.delete(oldest);
    oldest.destroy();
    return true;
  }
}
