import type { Restored } from '../../model/host/files.ts';
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Exec } from '../../model/host/exec.ts';
import { isMissing, makePrivateDirectory } from './files.ts';
import { openHeld } from './held.ts';
import { holdTree, removeTree, type HeldTree, type TreeFile } from './held-tree.ts';
import { makeScratch } from './scratch.ts';
import { hasCode } from './walk.ts';

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
  const scratch = await makeScratch('restore', scratchIn);
  try {
    // The archive says how open the directory is that it is unpacked to: not this one.
    const inside = join(scratch, 'unpacked');
    await makePrivateDirectory(inside);
    const trouble = await unpack(exec, archive.path, inside, signal);
    if (trouble !== undefined) return { compared: 0, wrong: [`it cannot be unpacked: ${trouble}`] };
    return await compare(await rootIn(inside, original), original, archive.made);
  } finally {
    await removeTree(scratch);
  }
}

/**
 * An archive may hold `./` itself, with an owner and a mode, and programs with rights of their own: what is unpacked stays
 * this user's, and nobody else's.
 */
const AS_OURS = ['--no-same-owner', '--no-same-permissions'] as const;

/** Of the very file that was opened, whoever exchanges it meanwhile. Why it cannot be done. */
async function unpack(
  exec: Exec,
  path: string,
  directory: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const handle = await openHeld(path);
  if (handle === undefined) return `${path} is missing`;
  try {
    const file = `/proc/${process.pid}/fd/${handle.fd}`;
    const { exitCode, stderr } = await exec(
      { argv: ['tar', '-x', ...AS_OURS, '-f', file, '-C', directory] },
      { signal },
    );
    return exitCode === 0 ? undefined : stderr.trim().slice(-300);
  } finally {
    await handle.close();
  }
}

/** Archives hold the whole path, the directory by its name, or what is in it. A link to a directory holds nothing. */
async function rootIn(unpacked: string, original: string): Promise<string> {
  await using tree = await holdTree(unpacked);
  for (const candidate of [original, basename(original)])
    if (await tree.isDirectory(candidate)) return join(unpacked, candidate);
  return unpacked;
}

async function compare(unpacked: string, original: string, made: Date): Promise<Restored> {
  await using live = await holdTree(original);
  await using copy = await holdTree(unpacked);
  let compared = 0;
  const wrong: string[] = [];
  for (const { path, kind } of await live.list()) {
    const found = kind === 'other' ? undefined : await lstat(join(original, path)).catch(ignoreMissing);
    // It changed or went away after the archive was made.
    if (found === undefined || found.mtime > made) continue;
    compared += 1;
    const problem = await problemOf(copy, live, path);
    if (problem !== undefined) wrong.push(`${path} ${problem}`);
  }
  return { compared, wrong };
}

/** What a link leads to is not in the archive: the original, in the worst case, compared with itself. */
async function problemOf(copy: HeldTree, live: HeldTree, path: string): Promise<string | undefined> {
  try {
    const [wanted, got] = [await live.readOne(path), await copy.readOne(path)];
    if (got === undefined) return 'is missing';
    if (isLink(got) && wanted !== undefined && !isLink(wanted)) return 'is only a link in the archive';
    const isSame =
      wanted !== undefined && isLink(wanted) === isLink(got) && Buffer.compare(wanted.bytes, got.bytes) === 0;
    return isSame ? undefined : 'differs';
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'ENOTDIR')) return 'is only behind a link in the archive';
    throw error;
  }
}

function isLink({ mode }: TreeFile): boolean {
  return mode === '120000';
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
