import type { Restored } from '../../model/host/files.ts';
import { lstat, mkdtemp, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Exec } from '../../model/host/exec.ts';
import { hashFile, isMissing, listTree, makePrivateDirectory, removeTree } from './files.ts';

/**
 * Unpacks an archive of tar into a scratch directory below `scratchIn`, compares it with the directory that it is a copy
 * of, and removes the scratch directory again, whatever happens. A file that changed after `made` is not compared.
 * The original is only read.
 */
export async function testRestore(
  exec: Exec,
  archive: { readonly path: string; readonly made: Date },
  original: string,
  scratchIn: string,
  signal: AbortSignal,
): Promise<Restored> {
  await makePrivateDirectory(scratchIn);
  const scratch = await mkdtemp(join(scratchIn, 'restore-'));
  try {
    const argv = ['tar', '-x', '-f', archive.path, '-C', scratch] as const;
    const unpacked = await exec({ argv: [...argv] }, { signal });
    if (unpacked.exitCode !== 0)
      return { compared: 0, wrong: [`it cannot be unpacked: ${unpacked.stderr.trim().slice(-300)}`] };
    return await compare(await rootIn(scratch, original), original, archive.made);
  } finally {
    await removeTree(scratch);
  }
}

/** Archives hold the whole path, the directory by its name, or what is in it. A link to a directory holds nothing. */
async function rootIn(scratch: string, original: string): Promise<string> {
  for (const candidate of [join(scratch, original), join(scratch, basename(original))])
    if (await isOwnDirectory(scratch, candidate)) return candidate;
  return scratch;
}

async function isOwnDirectory(scratch: string, path: string): Promise<boolean> {
  const entry = await lstat(path).catch(ignoreMissing);
  return entry?.isDirectory() === true && (await isReachedWithoutLinks(scratch, path));
}

async function compare(unpacked: string, original: string, made: Date): Promise<Restored> {
  let compared = 0;
  const wrong: string[] = [];
  for (const name of await listTree(original)) {
    const live = await lstat(join(original, name)).catch(ignoreMissing);
    // It changed or went away after the archive was made.
    if (live === undefined || live.mtime > made || !(live.isFile() || live.isSymbolicLink())) continue;
    compared += 1;
    const problem = await problemOf(unpacked, original, name);
    if (problem !== undefined) wrong.push(`${name} ${problem}`);
  }
  return { compared, wrong };
}

/** What a link leads to is not in the archive: the original, in the worst case, compared with itself. */
async function problemOf(unpacked: string, original: string, name: string): Promise<string | undefined> {
  const path = join(unpacked, name);
  if (!(await isReachedWithoutLinks(unpacked, path))) return 'is only behind a link in the archive';
  const [wanted, got] = await Promise.all([contentOf(join(original, name)), contentOf(path)]);
  if (got === undefined) return 'is missing';
  if (got.kind === 'link' && wanted?.kind === 'file') return 'is only a link in the archive';
  return got.kind === wanted?.kind && got.what === wanted.what ? undefined : 'differs';
}

/** Whether no directory between a root that is not behind one itself, and a path, is a link. */
async function isReachedWithoutLinks(root: string, path: string): Promise<boolean> {
  const [real, base] = await Promise.all([
    realpath(dirname(path)).catch(ignoreMissing),
    realpath(root).catch(ignoreMissing),
  ]);
  return real === undefined || base === undefined || real === join(base, relative(root, dirname(path)));
}

interface Content {
  readonly kind: 'file' | 'link';
  /** The hash of a file, or what a link leads to. */
  readonly what: string;
}

async function contentOf(path: string): Promise<Content | undefined> {
  const entry = await lstat(path).catch(ignoreMissing);
  if (entry === undefined) return undefined;
  if (entry.isSymbolicLink()) return { kind: 'link', what: await readlink(path) };
  const what = entry.isFile() ? await hashFile(path) : null;
  return what === null ? undefined : { kind: 'file', what };
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
