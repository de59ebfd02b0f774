import type { Restored } from '../../model/host/files.ts';
import { lstat, mkdtemp, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Exec } from '../../model/host/exec.ts';
import { hashFile, isMissing, kindOfFile, listTree, makePrivateDirectory, removeTree } from './files.ts';

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
      return { compared: 0, wrong: [`it does not unpack: ${unpacked.stderr.trim().slice(-300)}`] };
    return await compare(await rootIn(scratch, original), original, archive.made);
  } finally {
    await removeTree(scratch);
  }
}

/** Archives hold the whole path, the directory by its name, or what is in it. */
async function rootIn(scratch: string, original: string): Promise<string> {
  for (const candidate of [join(scratch, original), join(scratch, basename(original))])
    if ((await kindOfFile(candidate)) === 'other') return candidate;
  return scratch;
}

async function compare(unpacked: string, original: string, made: Date): Promise<Restored> {
  let compared = 0;
  const wrong: string[] = [];
  for (const name of await listTree(original)) {
    const live = await lstat(join(original, name)).catch(ignoreMissing);
    // It changed or went away after the archive was made.
    if (live === undefined || live.mtime > made || !(live.isFile() || live.isSymbolicLink())) continue;
    compared += 1;
    const [wanted, got] = await Promise.all([
      contentOf(join(original, name)),
      contentOf(join(unpacked, name)),
    ]);
    if (got === undefined) wrong.push(`${name} is missing`);
    else if (got !== wanted) wrong.push(`${name} differs`);
  }
  return { compared, wrong };
}

/** What a link leads to, or the hash of a file. */
async function contentOf(path: string): Promise<string | undefined> {
  const entry = await lstat(path).catch(ignoreMissing);
  if (entry === undefined) return undefined;
  return entry.isSymbolicLink() ? `-> ${await readlink(path)}` : ((await hashFile(path)) ?? undefined);
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
