import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { racePoint } from '../fault.ts';
import { failure, hasCode, walkTo, type Arrival, type Passed } from './walk.ts';

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
 * `fs.protected_symlinks`, for every directory). With `make`, missing directories are made; without `follow`, a link at the
 * end is the entry itself. With `isPublicEnough`, a link of somebody else may also lead to what root owns and everybody may
 * read, as all of the Nix store: for what is only read and never written back.
 *
 * Throws {@link UntrustedPath}, and what the kernel says: ENOENT for a missing directory, ELOOP, ENOTDIR.
 *
 * @example
 * await using entry = await holdEntry('/etc/nixos/configuration.nix');
 * await rename(`${entry.directory}/.new`, entry.path);
 */
export async function holdEntry(
  path: string,
  { make = false, follow = true, isPublicEnough = false } = {},
): Promise<HeldEntry> {
  const judge = new Judge(path);
  const arrival = await walkTo(path, { make, follow, onPass: (passed) => judge.pass(passed) });
  if (arrival === undefined) throw failure('ENOENT', 'no such directory', path);
  try {
    judge.end(arrival, isPublicEnough);
  } catch (error) {
    arrival.leave();
    throw error;
  }
  const { directory, name, found, around, leave } = arrival;
  return {
    directory,
    path: join(directory, name),
    name,
    found,
    around,
    [Symbol.asyncDispose]: async () => Promise.resolve(leave()),
  };
}

/**
 * Opens a regular file for reading by such a walk. Undefined where there is none. Throws, beside what {@link holdEntry} does,
 * EISDIR for a directory and EINVAL for a pipe, socket or device, which is not opened.
 */
export async function openHeld(
  path: string,
  ways: { readonly isPublicEnough?: boolean } = {},
): Promise<FileHandle | undefined> {
  let entry;
  try {
    entry = await holdEntry(path, ways);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
  await using held = entry;
  if (held.found === undefined) return undefined;
  if (held.found.isDirectory()) throw failure('EISDIR', 'it is a directory', path);
  if (!held.found.isFile()) throw failure('EINVAL', 'it is not a regular file', path);
  racePoint(`open ${held.name}`);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
  const handle = await open(held.path, flags);
  // Exchanged since: what was judged was the other one. The number of a file that is gone may be given to a pipe.
  const opened = await handle.stat();
  if (opened.isFile() && opened.ino === held.found.ino && opened.dev === held.found.dev) return handle;
  await handle.close();
  throw new UntrustedPath(path, 'it was exchanged while it was opened');
}

/** Of the links on one way: who could have put them there, and so who decided where it leads. */
class Judge {
  readonly #path: string;
  #bound: Steered = 'nobody';

  constructor(path: string) {
    this.#path = path;
  }

  pass({ found, around, last }: Passed): void {
    if (found.isSymbolicLink() && !last) this.#bound = both(this.#bound, steeredIn(around, found.uid));
  }

  /** Throws an {@link UntrustedPath} where the end is not for who decided on it. */
  end({ around, found, isForAll }: Arrival, isPublicEnough: boolean): void {
    const bound = this.#bound;
    const reached = found ?? around;
    const isPublic = isPublicEnough && isForAll && reached.uid === 0 && (reached.mode & 0o004) !== 0;
    if (bound === 'anyone' && !isPublic)
      throw new UntrustedPath(this.#path, 'a link on the way stands where several users may write');
    if (typeof bound === 'number' && reached.uid !== bound && !isPublic) {
      const why = `a link of the user with the id ${bound} leads to what the user with the id ${reached.uid} owns`;
      throw new UntrustedPath(this.#path, why);
    }
    if (found !== undefined && isBorrowed(around, found))
      throw new UntrustedPath(
        this.#path,
        'it is a second name of a file, in a directory where others may write',
      );
  }
}

/** Whether a plain file may be one of elsewhere that somebody else than its owner gave a second name here. */
export function isBorrowed(around: Stats, found: Stats): boolean {
  if (!found.isFile() || found.nlink === 1) return false;
  const steered = steeredIn(around, found.uid);
  return steered !== 'nobody' && steered !== found.uid;
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
