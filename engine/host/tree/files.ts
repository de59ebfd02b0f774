import { hashBytes } from '../../model/hash.ts';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { faultPoint, withFaultPoints } from '../fault.ts';

/** Hash of a file, or null where there is none. */
export async function hashFile(path: string): Promise<string | null> {
  const bytes = await readIfThere(path);
  return bytes === undefined ? null : hashBytes(bytes);
}

export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
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

/** Removes a tree; nothing there is fine. */
export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
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
  const found: string[] = [];
  const walk = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (entry.name === '.git') continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) await walk(path);
      else found.push(relative(root, path).split(sep).join('/'));
    }
  };
  await walk(root);
  return found.sort();
}

/**
 * Replaces a file's content so that a reader, or a power cut, sees the old bytes or the new, never a mixture: written
 * beside it, flushed, renamed, the directory flushed. Mode and owner are those of `like`, else kept; a new file takes its
 * directory's owner. A symbolic link is written through to where it points.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  like?: { readonly mode: number; readonly uid: number; readonly gid: number },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const target = (await exists(path)) ? await realpath(path) : path;
  const name = basename(target).replaceAll(/[0-9a-f]{16,}/gu, '*');
  await withFaultPoints(`file:${name}`, async () => {
    const temporary = temporaryOf(target);
    await writeBeside(target, temporary, content, like);
    faultPoint(`file:${name} written`);
    await rename(temporary, target);
  });
  syncDirectory(dirname(target));
}

/**
 * The same for what several processes may write at once, such as what previews beside each other learn of one host: each
 * writes under a name of its own, and the last to be renamed stays. What a power cut leaves is a file of its own name, which
 * nobody removes but a clean-up of the directory.
 *
 * @example
 * await writeShared('/var/lib/nixos-ai/facts/system-….json', JSON.stringify(facts));
 */
export async function writeShared(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  await writeBeside(path, temporary, content, undefined);
  await rename(temporary, path);
  syncDirectory(dirname(path));
}

async function writeBeside(
  target: string,
  temporary: string,
  content: string | Uint8Array,
  like: Parameters<typeof writeFileAtomic>[2],
): Promise<void> {
  const before = like ?? ((await exists(target)) ? await stat(target) : undefined);
  const owner = before ?? (await stat(dirname(target)));
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // In this order: a change of owner takes bits of the mode away.
  if (process.getuid?.() === 0) await chown(temporary, owner.uid, owner.gid);
  await chmod(temporary, before === undefined ? 0o644 : before.mode & 0o7777);
}

/** Removes what a write of this file left beside it when it was cut off. */
export async function removeLeftover(path: string): Promise<void> {
  const target = (await exists(path)) ? await realpath(path) : path;
  await rm(temporaryOf(target), { force: true });
}

function temporaryOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.nixos-ai`);
}

/** Removes a file and flushes its directory. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  syncDirectory(dirname(path));
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
