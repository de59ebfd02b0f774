import {
  constants,
  fstat,
  fstatSync,
  mkdirSync,
  open,
  openSync,
  readlinkSync,
  closeSync,
  type Stats,
} from 'node:fs';
import { mkdir, readlink } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { promisify } from 'node:util';

/** open(2), O_PATH: a descriptor that names an entry without opening what it is. Node has no name for it. */
const O_PATH = 0o10000000;
const NAMED = O_PATH | constants.O_NOFOLLOW;
/** As the kernel counts them (path_resolution(7)). */
const MAX_LINKS = 40;

/** An entry that a walk passes: a directory, a link that is followed, or the end. */
export interface Passed {
  /** By which names it was come to, links replaced by what they lead to. */
  readonly path: string;
  readonly found: Stats;
  readonly last: boolean;
  /** What the directory around it was; the root is in itself. */
  readonly around: Stats;
}

/** How a walk goes. */
export interface WalkWays {
  /** Makes the directories that are missing. */
  readonly make?: boolean;
  /** Whether a link at the end is followed, too; it is where this is not said. */
  readonly follow?: boolean;
  /** Sees everything that decides where the path leads, in its order. */
  readonly onPass?: (passed: Passed) => void;
}

/** Where a walk has ended: an entry of a directory that is held open. */
export interface Arrival {
  /** The directory, by its descriptor: valid until the walk is left. */
  readonly directory: string;
  readonly name: string;
  /** Undefined where the entry is missing. */
  readonly found: Stats | undefined;
  readonly around: Stats;
  /** Whether everybody may come to it: they may go through each directory above. */
  readonly isForAll: boolean;
  /** Lets the directories go. */
  readonly leave: () => void;
}

/**
 * The one way from a path to what it names: as openat(2) does, a component at a time by the descriptor of the directory
 * before it, so that nobody who may write to a directory on the way can exchange what is meant between two looks at it.
 * Undefined where a directory on the way is missing. Throws what the kernel says: ELOOP, ENOTDIR, EACCES.
 *
 * @example
 * const arrival = await walkTo('/etc/nixos/configuration.nix');
 * arrival?.leave();
 */
export async function walkTo(path: string, ways: WalkWays = {}): Promise<Arrival | undefined> {
  const walk = new Walk(path, ways);
  try {
    const steps = walk.go();
    let step = steps.next();
    while (step.done !== true) step = steps.next(await look(step.value));
    return walk.arrive(step.value);
  } catch (error) {
    walk.leave();
    throw error;
  }
}

/** The same at once, for what is decided before anything else goes on. */
export function walkToSync(path: string, ways: WalkWays = {}): Arrival | undefined {
  const walk = new Walk(path, ways);
  try {
    const steps = walk.go();
    let step = steps.next();
    while (step.done !== true) step = steps.next(lookSync(step.value));
    return walk.arrive(step.value);
  } catch (error) {
    walk.leave();
    throw error;
  }
}

/** One look at an entry, by the path of its directory's descriptor. */
interface Look {
  readonly at: string;
  readonly make: boolean;
}

/** What was there: held by its descriptor; and of a link where it leads. */
interface Seen {
  readonly descriptor: number;
  readonly stats: Stats;
  readonly target: string | undefined;
}

interface Held {
  readonly descriptor: number;
  readonly stats: Stats;
  readonly name: string;
}

type End = { readonly name: string; readonly found: Stats | undefined } | undefined;

class Walk {
  readonly #path: string;
  readonly #ways: WalkWays;
  readonly #held: Held[] = [];
  #links = 0;

  constructor(path: string, ways: WalkWays) {
    // Not normalised: `..` behind a link is what the link leads to.
    this.#path = isAbsolute(path) ? path : `${process.cwd()}/${path}`;
    this.#ways = ways;
  }

  *go(): Generator<Look, End, Seen | undefined> {
    const ahead = partsOf(this.#path);
    const root = yield { at: '/', make: false };
    if (root === undefined) throw failure('ENOENT', 'no such directory', this.#path);
    this.#held.push({ descriptor: root.descriptor, stats: root.stats, name: '' });
    this.#pass('/', root.stats, ahead.length === 0, root.stats);
    let end: End = { name: '.', found: root.stats };
    for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
      if (part === '..') {
        this.#up();
        end = { name: '.', found: this.#around().stats };
        continue;
      }
      const isLast = ahead.length === 0;
      const make = this.#ways.make === true && !isLast;
      const seen = yield { at: `${this.#directory()}/${part}`, make };
      if (seen === undefined) return isLast ? { name: part, found: undefined } : undefined;
      end = this.#step(part, seen, isLast, ahead);
    }
    return end;
  }

  /** Takes what was seen as the next component of the way. */
  #step(name: string, { descriptor, stats, target }: Seen, isLast: boolean, ahead: string[]): End {
    const around = this.#around().stats;
    const isFollowed = target !== undefined && (!isLast || this.#ways.follow !== false);
    const isHeld = stats.isDirectory() && !isLast;
    if (!isHeld) closeSync(descriptor);
    this.#pass(`${this.#shown()}/${name}`, stats, isLast && !isFollowed, around);
    if (isFollowed) ahead.unshift(...this.#follow(target));
    else if (isHeld) this.#held.push({ descriptor, stats, name });
    else if (!isLast) throw failure('ENOTDIR', 'not a directory', this.#path);
    // A link to `/` ends there.
    return isFollowed ? { name: '.', found: this.#around().stats } : { name, found: stats };
  }

  arrive(end: End): Arrival | undefined {
    if (end === undefined) {
      this.leave();
      return undefined;
    }
    const isForAll = this.#held.every(({ stats }) => (stats.mode & 0o001) !== 0);
    const { stats: around } = this.#around();
    return { directory: this.#directory(), ...end, around, isForAll, leave: () => this.leave() };
  }

  leave(): void {
    for (const { descriptor } of this.#held.splice(0)) closeSync(descriptor);
  }

  #up(): void {
    if (this.#held.length < 2) return;
    const left = this.#held.pop();
    if (left !== undefined) closeSync(left.descriptor);
  }

  /** The components to go on with. */
  #follow(target: string): readonly string[] {
    this.#links += 1;
    if (this.#links > MAX_LINKS) throw failure('ELOOP', 'too many links', this.#path);
    if (target.startsWith('/')) for (const { descriptor } of this.#held.splice(1)) closeSync(descriptor);
    return partsOf(target);
  }

  #pass(path: string, found: Stats, last: boolean, around: Stats): void {
    this.#ways.onPass?.({ path, found, last, around });
  }

  #around(): Held {
    const held = this.#held.at(-1);
    if (held === undefined) throw new TypeError('no directory is held');
    return held;
  }

  #directory(): string {
    return `/proc/self/fd/${this.#around().descriptor}`;
  }

  /** The names of the directories that are held. */
  #shown(): string {
    return this.#held
      .slice(1)
      .map(({ name }) => `/${name}`)
      .join('');
  }
}

const opened = promisify(open);
const statsOf = promisify(fstat);

async function look({ at, make }: Look): Promise<Seen | undefined> {
  try {
    const descriptor = await opened(at, NAMED);
    try {
      const stats = await statsOf(descriptor);
      return { descriptor, stats, target: stats.isSymbolicLink() ? await readlink(at) : undefined };
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  if (!make) return undefined;
  await mkdir(at, { mode: 0o755 }).catch(ignoreExisting);
  return look({ at, make: false });
}

function lookSync({ at, make }: Look): Seen | undefined {
  try {
    const descriptor = openSync(at, NAMED);
    try {
      const stats = fstatSync(descriptor);
      return { descriptor, stats, target: stats.isSymbolicLink() ? readlinkSync(at) : undefined };
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  if (!make) return undefined;
  try {
    mkdirSync(at, { mode: 0o755 });
  } catch (error) {
    ignoreExisting(error);
  }
  return lookSync({ at, make: false });
}

/**
 * A directory that is made stays this user's: to give it to the owner of the directory around it would give them whatever
 * they have put in its place by then.
 */
function ignoreExisting(error: unknown): void {
  if (!hasCode(error, 'EEXIST')) throw error;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}

/** As Node's own errors of files are made. */
export function failure(code: string, why: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${why}, ${path}`), { code });
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
