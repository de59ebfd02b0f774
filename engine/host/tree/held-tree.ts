import { randomUUID } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import {
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  rename,
  rmdir,
  symlink,
  unlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { racePoint } from '../fault.ts';
import { Allowance, readWithin, TREE_BOUNDS, type Bounds } from './bounds.ts';
import { holdEntry, isBorrowed, UntrustedPath } from './held.ts';
import { hasCode } from './walk.ts';

/** One file of a tree, as git keeps it: a plain file, a program, or a link whose bytes are where it points. */
export interface TreeFile {
  readonly mode: '100644' | '100755' | '120000';
  readonly bytes: Uint8Array;
}

/** Files by '/'-separated path. */
export type TreeFiles = ReadonlyMap<string, TreeFile>;

/** An entry of a tree that is not a directory. */
export interface TreeEntry {
  /** '/'-separated, relative to the root. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
}

/** Whether a path below the root, a directory too, is looked at; git's own directories never are. */
export type Chosen = (path: string) => boolean;

const ALL: Chosen = () => true;

/**
 * A directory with all that is in it, read by descriptors alone: no link in it is followed, whoever exchanges what in it
 * meanwhile, and nothing is read but plain files that really lie there.
 *
 * @example
 * await using tree = await holdTree('/etc/nixos');
 * const files = await tree.read();
 */
export interface HeldTree extends AsyncDisposable {
  /** Every file, link, pipe, socket and device below, sorted by path. */
  list(): Promise<readonly TreeEntry[]>;
  /** What the chosen files and links are; what is neither is left out. Throws {@link UntrustedPath} for a borrowed file. */
  read(chosen?: Chosen): Promise<TreeFiles>;
  /** One of them; undefined where none is there. Throws ELOOP or ENOTDIR where a link is on the way to it. */
  readOne(path: string): Promise<TreeFile | undefined>;
  /** Opens one that is a plain file, to read it part by part; else what {@link readOne} gives of it. */
  openOne(path: string): Promise<FileHandle | TreeFile | undefined>;
  /** Whether it is one itself, and no link is on the way to it. */
  isDirectory(path: string): Promise<boolean>;
}

/**
 * The root itself may be a link, where {@link holdEntry} may follow it. Throws ENOENT where there is none, and `TooMuch` where
 * more is to be read than `bounds` say.
 */
export async function holdTree(
  root: string,
  { bounds = TREE_BOUNDS, ...ways }: { readonly isPublicEnough?: boolean; readonly bounds?: Bounds } = {},
): Promise<HeldTree> {
  await using entry = await holdEntry(root, ways);
  const handle = await openDirectory(entry.path);
  const at = descriptorOf(handle);
  return {
    list: async () => {
      const found: TreeEntry[] = [];
      const walk = { chosen: ALL, allowance: new Allowance(root, bounds) };
      await visit(at, '', walk, async (_, entry) => void found.push(entry));
      return found.toSorted(byPath);
    },
    read: async (chosen = ALL) => {
      const files: [string, TreeFile][] = [];
      const walk = { chosen, allowance: new Allowance(root, bounds) };
      await visit(at, '', walk, async (directory, entry) => {
        const file = await readEntry(directory, entry, walk.allowance);
        if (file !== undefined) files.push([entry.path, file]);
      });
      return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
    },
    readOne: async (path) =>
      reachBelow(at, partsBelow(path), path, async (directory, entry) =>
        readEntry(directory, entry, new Allowance(root, bounds)),
      ),
    openOne: async (path) => reachBelow(at, partsBelow(path), path, openEntry),
    isDirectory: async (path) => isDirectoryBelow(at, partsBelow(path)),
    [Symbol.asyncDispose]: async () => handle.close(),
  };
}

/** Writes files to a directory of our own. Missing directories are made. Throws where a path leads out of it. */
export async function writeTree(directory: string, files: TreeFiles): Promise<void> {
  const strange = [...files.keys()].find((path) => !isBelow(path));
  if (strange !== undefined) throw new TypeError(`${strange} leads out of ${directory}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const directories = new Set([...files.keys()].map((path) => dirname(join(directory, path))));
  for (const path of directories) await mkdir(path, { recursive: true });
  await Promise.all(
    [...files].map(async ([path, { mode, bytes }]) => {
      const at = join(directory, path);
      if (mode === '120000') await symlink(Buffer.from(bytes), at);
      else await writeFile(at, bytes, { mode: mode === '100755' ? 0o755 : 0o644 });
    }),
  );
}

/**
 * Removes a file, a link itself or a directory with all that is in it; nothing there is fine. What somebody puts in the
 * place of a directory meanwhile is removed itself: it is never gone into.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await using entry = await holdEntry(path, { follow: false });
    const names = [entry.name];
    const moveUp = async (deep: string): Promise<void> => {
      const name = `.nixos-ai-removed-${randomUUID()}`;
      await rename(deep, join(entry.directory, name));
      names.push(name);
    };
    for (let name = names.pop(); name !== undefined; name = names.pop())
      await removeIn(entry.directory, name, moveUp, 0);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
}

/** As many directories are held open at once: what is deeper is moved up first. */
const DEEPEST = 64;

type MoveUp = (deep: string) => Promise<void>;

async function removeIn(directory: string, name: string, moveUp: MoveUp, depth: number): Promise<void> {
  const path = join(directory, name);
  try {
    return await unlink(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    // Linux says EISDIR of a directory, other systems EPERM.
    if (!hasCode(error, 'EISDIR', 'EPERM')) throw error;
  }
  if (depth >= DEEPEST) return moveUp(path);
  racePoint(`remove ${name}`);
  const handle = await openDirectory(path);
  try {
    const inside = descriptorOf(handle);
    for (const one of await readdir(inside)) await removeIn(inside, one, moveUp, depth + 1);
  } finally {
    await handle.close();
  }
  await rmdir(path);
}

type Visit = (directory: string, entry: TreeEntry) => Promise<void>;

/** What is looked at of a tree, and how much of it until now. */
interface Going {
  readonly chosen: Chosen;
  readonly allowance: Allowance;
}

async function visit(directory: string, prefix: string, going: Going, act: Visit): Promise<void> {
  for (const one of await readdir(directory, { withFileTypes: true })) {
    const path = `${prefix}${one.name}`;
    if (one.name === '.git' || !going.chosen(path)) continue;
    going.allowance.enter(path);
    if (one.isDirectory()) await visitDirectory(join(directory, one.name), path, going, act);
    else await act(directory, { path, kind: kindOf(one) });
  }
}

function kindOf(one: Pick<Dirent, 'isFile' | 'isSymbolicLink'>): TreeEntry['kind'] {
  if (one.isSymbolicLink()) return 'link';
  return one.isFile() ? 'file' : 'other';
}

async function visitDirectory(at: string, path: string, going: Going, act: Visit): Promise<void> {
  racePoint(`enter ${path}`);
  const handle = await openDirectory(at);
  try {
    await visit(descriptorOf(handle), `${path}/`, going, act);
  } finally {
    await handle.close();
  }
}

async function reachBelow<T>(
  at: string,
  parts: readonly string[],
  whole: string,
  act: (directory: string, entry: TreeEntry) => Promise<T>,
): Promise<T | undefined> {
  const [name = '', ...rest] = parts;
  try {
    if (rest.length === 0) return await act(at, { path: whole, kind: kindOf(await lstat(join(at, name))) });
    const handle = await openDirectory(join(at, name));
    try {
      return await reachBelow(descriptorOf(handle), rest, whole, act);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function isDirectoryBelow(at: string, [name, ...rest]: readonly string[]): Promise<boolean> {
  if (name === undefined) return true;
  try {
    const handle = await openDirectory(join(at, name));
    try {
      return await isDirectoryBelow(descriptorOf(handle), rest);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return false;
    throw error;
  }
}

function partsBelow(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.some(isStrange)) throw new TypeError(`${path} leads out of its tree`);
  return parts;
}

/** Whether a path is one of a tree: it leads nowhere else, and into no repository. */
export function isBelow(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && !isStrange(part));
}

function isStrange(part: string): boolean {
  return part === '..' || part === '.git' || part.includes('\0');
}

/** Undefined for what a tree of git cannot hold: a socket, a device, a directory. What is judged is what was opened. */
async function readEntry(
  directory: string,
  entry: TreeEntry,
  allowance: Allowance,
): Promise<TreeFile | undefined> {
  const opened = await openEntry(directory, entry);
  if (opened === undefined || 'bytes' in opened) return opened;
  try {
    const { mode, size } = await opened.stat();
    const bytes = await readWithin(opened, entry.path, allowance.take(entry.path, size));
    return { mode: (mode & 0o100) === 0 ? '100644' : '100755', bytes };
  } finally {
    await opened.close();
  }
}

async function openEntry(
  directory: string,
  { path, kind }: TreeEntry,
): Promise<FileHandle | TreeFile | undefined> {
  const at = join(directory, path.slice(path.lastIndexOf('/') + 1));
  if (kind === 'link') return { mode: '120000', bytes: await readlink(at, 'buffer') };
  if (kind === 'other') return undefined;
  racePoint(`read ${path}`);
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
  const handle = await open(at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    const found = await handle.stat();
    const isPlain = found.isFile();
    if (isPlain && isBorrowed(await lstat(`${directory}/.`), found))
      throw new UntrustedPath(path, 'it is a second name of a file, in a directory where others may write');
    if (isPlain) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}

async function openDirectory(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW | constants.O_NOCTTY);
}

function descriptorOf({ fd }: FileHandle): string {
  return `/proc/self/fd/${fd}`;
}

function byPath(one: TreeEntry, other: TreeEntry): number {
  return one.path < other.path ? -1 : 1;
}
