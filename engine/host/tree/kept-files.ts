import { readlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Kept } from '../../model/host/files.ts';
import type { KeptFile } from '../../model/step-data.ts';
import { racePoint } from '../fault.ts';
import {
  exists,
  makePrivateDirectory,
  readIfThere,
  removeFile,
  removeLeftover,
  syncDirectory,
  syncFile,
  writeFileAtomic,
} from './files.ts';
import { readWithin, TooMuch } from './bounds.ts';
import { holdEntry, isNotPlain, openHeld, UntrustedPath } from './held.ts';

/**
 * Copies files into a directory for the engine alone, on disk when it returns. A link is followed; a file that is not
 * there is remembered as such.
 */
export async function keepFiles(paths: readonly string[], directory: string): Promise<Kept> {
  await makePrivateDirectory(directory);
  const kept: KeptFile[] = [];
  for (const [at, path] of paths.entries()) {
    const copy = join(directory, String(at));
    try {
      kept.push(await keepFile(path, copy));
    } catch (error) {
      if (error instanceof UntrustedPath || error instanceof TooMuch)
        return { ok: false, why: error.message };
      if (isNotPlain(error)) return { ok: false, why: `${path} is not a regular file` };
      throw error;
    }
  }
  syncDirectory(directory);
  return { ok: true, files: kept };
}

/** What is copied is what was opened, however its path is exchanged meanwhile. */
async function keepFile(path: string, copy: string): Promise<KeptFile> {
  const handle = await openHeld(path);
  if (handle === undefined) return { path };
  try {
    const { mode, uid, gid, ino, dev } = await handle.stat();
    racePoint(`keep ${basename(path)}`);
    await writeFile(copy, await readWithin(handle, path), { mode: 0o600 });
    syncFile(copy);
    const real = await readlink(`/proc/self/fd/${handle.fd}`);
    // Of a file that was moved away or removed meanwhile that is another name, which nobody meant.
    await using still = await holdEntry(path);
    if (still.found?.ino !== ino || still.found.dev !== dev)
      throw new UntrustedPath(path, 'it was exchanged while it was kept');
    return { path: real, copy, mode: mode & 0o7777, uid, gid };
  } finally {
    await handle.close();
  }
}

/** Puts one file back as it was: content, mode and owner, or nothing. Gives what stands against it. */
export async function putBack(file: KeptFile): Promise<string | undefined> {
  if (file.copy === undefined) {
    await removeLeftover(file.path);
    if (await exists(file.path)) await removeFile(file.path);
    return undefined;
  }
  const content = await readIfThere(file.copy);
  if (content === undefined) return `the copy of ${file.path} is gone: ${file.copy}`;
  // From its first moment on: it may be a secret.
  await writeFileAtomic(file.path, content, file);
  return undefined;
}
