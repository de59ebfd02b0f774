import type { FileWithMode } from '../../model/host/files.ts';
import { hashBytes } from '../../model/hash.ts';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync } from 'node:fs';
import { access, lstat, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { faultPoint, withFaultPoints } from '../fault.ts';
import { readWithin } from './bounds.ts';
import { holdEntry, openHeld, type HeldEntry } from './held.ts';
import { holdTree } from './held-tree.ts';

export { removeTree } from './held-tree.ts';

/** Hash of a file, or null where there is none. */
export async function hashFile(path: string): Promise<string | null> {
  const bytes = await readIfThere(path);
  return bytes === undefined ? null : hashBytes(bytes);
}

/**
 * What a file holds, links followed as {@link openHeld} does; undefined where there is none. Throws EISDIR for a directory,
 * `UntrustedPath` where somebody else decides what it leads to, and `TooMuch` where it is larger than is read at once.
 */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  const handle = await openHeld(path);
  if (handle === undefined) return undefined;
  try {
    return await readWithin(handle, path);
  } finally {
    await handle.close();
  }
}

/** The same with the bits of its permissions, of the very file that was read; undefined where there is no plain file. */
export async function readWithMode(path: string): Promise<FileWithMode | undefined> {
  if ((await kindOfFile(path)) !== 'file') return undefined;
  const handle = await openHeld(path);
  if (handle === undefined) return undefined;
  try {
    return { bytes: await readWithin(handle, path), mode: (await handle.stat()).mode & 0o7777 };
  } finally {
    await handle.close();
  }
}

/** Whether a file can be replaced: its directory takes new files, on a file system that takes writes. */
export async function isWritable(path: string): Promise<boolean> {
  const target = (await exists(path)) ? await realpath(path) : path;
  if (!(await exists(dirname(target)))) return isWritable(dirname(target));
  try {
    await access(dirname(target), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A file's text, or undefined where there is none. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  return (await readIfThere(path))?.toString('utf8');
}

/** What a path leads to, links followed; undefined where there is nothing. To read what is no file may never end. */
export async function kindOfFile(path: string): Promise<'file' | 'other' | undefined> {
  try {
    return (await stat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** When what a path leads to was last changed; for a directory, what it lists. */
export async function lastChange(path: string): Promise<Date> {
  return (await stat(path)).mtime;
}

/** A directory for the engine alone, with its parents. */
export async function makePrivateDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** Where a path leads, with all symbolic links resolved. */
export async function resolveLinks(path: string): Promise<string> {
  return realpath(path);
}

export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * Every file of a tree, by '/'-separated relative path, sorted. Symbolic links are named, not followed; `.git` is left
 * out.
 */
export async function listTree(root: string): Promise<string[]> {
  // Names alone, which say nothing where everybody may list them.
  await using tree = await holdTree(root, { isPublicEnough: true });
  return (await tree.list()).map(({ path }) => path);
}

/**
 * Replaces a file's content so that a reader, or a power cut, sees the old bytes or the new, never a mixture: written
 * beside it, flushed, renamed, the directory flushed. Mode and owner are those of `like`, else kept; a new file takes its
 * directory's owner. A symbolic link is written through to where it points, where {@link holdEntry} may follow it; all of
 * it happens in the directory that is held, and rights are given to what was opened.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  like?: Rights,
): Promise<void> {
  await using entry = await holdEntry(path, { make: true });
  const name = entry.name.replaceAll(/[0-9a-f]{16,}/gu, '*');
  await removeLeftoverOf(entry);
  await withFaultPoints(`file:${name}`, async () => {
    const temporary = await writeBeside(entry, content, like);
    faultPoint(`file:${name} written`);
    await rename(temporary, entry.path);
  });
  syncDirectory(entry.directory);
}

/** Mode, and who owns it. */
interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The same for what several processes may write at once, such as what previews beside each other learn of one host: the
 * last to be renamed stays, and nothing of it is a fault point.
 *
 * @example
 * await writeShared('/var/lib/nixos-ai/facts/system-….json', JSON.stringify(facts));
 */
export async function writeShared(path: string, content: string | Uint8Array): Promise<void> {
  await using entry = await holdEntry(path, { make: true });
  await rename(await writeBeside(entry, content, undefined), entry.path);
  syncDirectory(entry.directory);
}

/** Under a name that nobody can know before. */
async function writeBeside(
  entry: HeldEntry,
  content: string | Uint8Array,
  like: Rights | undefined,
): Promise<string> {
  const before = like ?? entry.found;
  const owner = before ?? entry.around;
  const temporary = join(entry.directory, `${leftoverOf(entry.name)}${randomUUID()}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const handle = await open(temporary, flags, 0o600);
  try {
    faultPoint(`file:${entry.name} opened`);
    await handle.writeFile(content);
    // In this order: a change of owner takes bits of the mode away.
    if (process.getuid?.() === 0) await handle.chown(owner.uid, owner.gid);
    await handle.chmod(before === undefined ? 0o644 : before.mode & 0o7777);
    await handle.sync();
    return temporary;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Removes what writes of this file left beside it when they were cut off. */
export async function removeLeftover(path: string): Promise<void> {
  const entry = await holdIfThere(path);
  if (entry === undefined) return;
  await using held = entry;
  await removeLeftoverOf(held);
}

async function removeLeftoverOf({ directory, name }: HeldEntry): Promise<void> {
  for (const other of await readdir(directory, { withFileTypes: true })) {
    // What else has such a name is not ours, and must not stand in the way of a write.
    if (!other.isFile() || !other.name.startsWith(leftoverOf(name))) continue;
    await rm(join(directory, other.name), { force: true });
  }
}

function leftoverOf(name: string): string {
  return `.${name}.nixos-ai-`;
}

/** Removes a file, or a link itself, and flushes its directory. */
export async function removeFile(path: string): Promise<void> {
  const entry = await holdIfThere(path, { follow: false });
  if (entry === undefined) return;
  await using held = entry;
  await rm(held.path, { force: true });
  syncDirectory(held.directory);
}

async function holdIfThere(
  path: string,
  how: { readonly follow?: boolean } = {},
): Promise<HeldEntry | undefined> {
  try {
    return await holdEntry(path, how);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Flushes what a directory lists. */
export function syncDirectory(directory: string): void {
  syncFile(directory);
}

/** Flushes what a file holds. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** True when `path`, with symbolic links resolved as far as it exists, lies inside `root`. */
export async function isInside(root: string, path: string): Promise<boolean> {
  const base = await realpath(root);
  const target = await resolveExisting(resolve(root, path));
  return target === base || target.startsWith(base === '/' ? '/' : `${base}${sep}`);
}

async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    return join(await resolveExisting(dirname(path)), basename(path));
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Whether a directory is there and its rights keep this user out. */
export async function isForbidden(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.X_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES';
  }
}
