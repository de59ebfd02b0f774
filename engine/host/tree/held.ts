import type { Stats } from 'node:fs';
import { constants } from 'node:fs';
import { mkdir, open, readlink, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** open(2), O_PATH: a handle that names an entry without opening what it is. Node has no name for it. */
const O_PATH = 0o10000000;
const NAMED = O_PATH | constants.O_NOFOLLOW;
/** As the kernel counts them (path_resolution(7)). */
const MAX_LINKS = 40;

/** Who may exchange entries below a directory: nobody but this user and root, one other user, or more than one. */
type Steered = 'nobody' | number | 'anyone';

/** A link in a directory of somebody else leads to what is not theirs, or a file there is another name of one elsewhere. */
export class UntrustedPath extends Error {
  override readonly name = 'UntrustedPath';
  readonly path: string;

  constructor(path: string, why: string) {
    super(`${path}: ${why}`);
    this.path = path;
  }
}

/** A place in a directory that is held open: an entry of that very directory, wherever its path leads meanwhile. */
export interface HeldEntry extends AsyncDisposable {
  /** The directory, by its descriptor. It is valid until this is disposed of. */
  readonly directory: string;
  /** The entry in it. A link there is not followed any more: there was none when it was held. */
  readonly path: string;
  readonly name: string;
  /** What the entry was when it was held; undefined where there was none. */
  readonly found: Stats | undefined;
  /** What its directory was. */
  readonly around: Stats;
}

/**
 * Walks to a file as openat(2) does, a component at a time, so that nobody who may write to a directory on the way can
 * exchange what is meant between two looks at it. Links are followed as long as they stand where only root and this user
 * may put them; a link in a directory of somebody else may lead only to what is theirs (the rule of
 * `fs.protected_symlinks`, for every directory). With `make`, missing directories are made;
 * without `follow`, a link at the end is the entry itself.
 *
 * Throws {@link UntrustedPath}, and what the kernel says: ENOENT for a missing directory, ELOOP, ENOTDIR.
 *
 * @example
 * await using entry = await holdEntry('/etc/nixos/configuration.nix');
 * await rename(`${entry.directory}/.new`, entry.path);
 */
export async function holdEntry(path: string, { make = false, follow = true } = {}): Promise<HeldEntry> {
  const walk = new Walk(resolve(path));
  try {
    return await walk.go(make, follow);
  } catch (error) {
    await walk.close();
    throw error;
  }
}

/**
 * Opens a regular file for reading by such a walk. Undefined where there is none. Throws, beside what {@link holdEntry} does,
 * EISDIR for a directory and EINVAL for a pipe, socket or device, which is not opened.
 */
export async function openHeld(path: string): Promise<FileHandle | undefined> {
  let entry;
  try {
    entry = await holdEntry(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  await using held = entry;
  if (held.found === undefined) return undefined;
  if (held.found.isDirectory()) throw failure('EISDIR', 'it is a directory', path);
  if (!held.found.isFile()) throw failure('EINVAL', 'it is not a regular file', path);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
  const handle = await open(held.path, flags);
  // Exchanged since: what was judged was the other one.
  const { ino, dev } = await handle.stat();
  if (ino === held.found.ino && dev === held.found.dev) return handle;
  await handle.close();
  throw new UntrustedPath(path, 'it was exchanged while it was opened');
}

class Walk {
  readonly #path: string;
  readonly #held: FileHandle[] = [];
  #bound: Steered = 'nobody';
  #links = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async go(make: boolean, follow: boolean): Promise<HeldEntry> {
    this.#held.push(await open('/', NAMED | constants.O_DIRECTORY));
    const ahead = this.#path.split('/').filter((part) => part !== '');
    let name = '.';
    for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
      if (part === '.') continue;
      if (part === '..') {
        if (this.#held.length > 1) await this.#held.pop()?.close();
        name = '.';
        continue;
      }
      name = part;
      const last = ahead.length === 0;
      const next = await this.#look(part, make && !last);
      if (next === undefined) {
        if (last) return this.#entry(name, undefined);
        throw failure('ENOENT', 'no such directory', this.#path);
      }
      const { handle, stats } = next;
      if (stats.isSymbolicLink() && (follow || !last)) {
        await handle.close();
        ahead.unshift(...(await this.#follow(part, stats)));
      } else if (last) {
        await handle.close();
        return this.#entry(name, stats);
      } else if (stats.isDirectory()) {
        this.#held.push(handle);
      } else {
        await handle.close();
        throw failure('ENOTDIR', 'not a directory', this.#path);
      }
    }
    return this.#entry('.', await this.#directory().stat());
  }

  async close(): Promise<void> {
    for (const handle of this.#held.splice(0)) await handle.close();
  }

  #directory(): FileHandle {
    const directory = this.#held.at(-1);
    if (directory === undefined) throw new TypeError('no directory is held');
    return directory;
  }

  #at(name: string): string {
    return join('/proc/self/fd', String(this.#directory().fd), name);
  }

  async #look(name: string, make: boolean): Promise<{ handle: FileHandle; stats: Stats } | undefined> {
    try {
      const handle = await open(this.#at(name), NAMED);
      return { handle, stats: await handle.stat() };
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    if (!make) return undefined;
    await this.#make(name);
    return this.#look(name, false);
  }

  /**
   * It stays this user's: to give it to the owner of the directory around it would give them whatever they have put in its
   * place by then.
   */
  async #make(name: string): Promise<void> {
    try {
      await mkdir(this.#at(name), { mode: 0o755 });
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }

  /** The components to go on with. */
  async #follow(name: string, link: Stats): Promise<readonly string[]> {
    this.#links += 1;
    if (this.#links > MAX_LINKS) throw failure('ELOOP', 'too many links', this.#path);
    this.#bound = both(this.#bound, steeredIn(await this.#directory().stat(), link.uid));
    const target = await readlink(this.#at(name));
    if (target.startsWith('/')) {
      for (const handle of this.#held.splice(1)) await handle.close();
    }
    return target.split('/').filter((part) => part !== '');
  }

  async #entry(name: string, found: Stats | undefined): Promise<HeldEntry> {
    const around = await this.#directory().stat();
    this.#judge(around, found);
    const close = (): Promise<void> => this.close();
    return {
      directory: this.#at(''),
      path: this.#at(name),
      name,
      found,
      around,
      [Symbol.asyncDispose]: close,
    };
  }

  #judge(around: Stats, found: Stats | undefined): void {
    const bound = this.#bound;
    const reached = found ?? around;
    if (bound === 'anyone')
      throw new UntrustedPath(this.#path, 'a link on the way stands where several users may write');
    if (typeof bound === 'number' && reached.uid !== bound) {
      const why = `a link of the user with the id ${bound} leads to what the user with the id ${reached.uid} owns`;
      throw new UntrustedPath(this.#path, why);
    }
    if (found === undefined || !found.isFile() || found.nlink === 1) return;
    const steered = steeredIn(around, found.uid);
    if (steered !== 'nobody' && steered !== found.uid)
      throw new UntrustedPath(
        this.#path,
        'it is a second name of a file, in a directory where others may write',
      );
  }
}

/** Who may have put an entry of this owner into a directory. */
function steeredIn(directory: Stats, entryOwner: number): Steered {
  if (!isTrusted(directory.uid)) return directory.uid;
  if ((directory.mode & 0o022) === 0) return 'nobody';
  // In a sticky directory only the owner of an entry may exchange it (unlink(2)).
  if ((directory.mode & 0o1000) === 0) return 'anyone';
  return isTrusted(entryOwner) ? 'nobody' : entryOwner;
}

function isTrusted(uid: number): boolean {
  return uid === 0 || uid === process.geteuid?.();
}

function both(one: Steered, other: Steered): Steered {
  if (one === 'nobody' || one === other) return other;
  return other === 'nobody' ? one : 'anyone';
}

/** Whether a file was not opened because it is a directory, a pipe, a socket or a device. */
export function isNotPlain(error: unknown): boolean {
  return hasCode(error, 'EISDIR', 'EINVAL');
}

/** As Node's own errors of files are made. */
function failure(code: string, why: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${why}, ${path}`), { code });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
