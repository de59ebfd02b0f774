import { chmod, copyFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kept } from '../../model/host/files.ts';
import type { KeptFile } from '../../model/step-data.ts';
import {
  exists,
  kindOfFile,
  makePrivateDirectory,
  readIfThere,
  removeFile,
  syncDirectory,
  syncFile,
  writeFileAtomic,
} from './files.ts';

/**
 * Copies files into a directory for the engine alone, on disk when it returns. A link is followed; a file that is not
 * there is remembered as such.
 */
export async function keepFiles(paths: readonly string[], directory: string): Promise<Kept> {
  await makePrivateDirectory(directory);
  const kept: KeptFile[] = [];
  for (const [at, path] of paths.entries()) {
    const kind = await kindOfFile(path);
    if (kind === 'other') return { ok: false, why: `${path} is no plain file` };
    if (kind === undefined) {
      kept.push({ path });
      continue;
    }
    const target = await realpath(path);
    const { mode, uid, gid } = await stat(target);
    const copy = join(directory, String(at));
    await copyFile(target, copy);
    await chmod(copy, 0o600);
    syncFile(copy);
    kept.push({ path: target, copy, mode: mode & 0o7777, uid, gid });
  }
  syncDirectory(directory);
  return { ok: true, files: kept };
}

/** Puts one file back as it was: content, mode and owner, or nothing. Gives what stands against it. */
export async function putBack(file: KeptFile): Promise<string | undefined> {
  if (file.copy === undefined) {
    if (await exists(file.path)) await removeFile(file.path);
    return undefined;
  }
  const content = await readIfThere(file.copy);
  if (content === undefined) return `the copy of ${file.path} is gone: ${file.copy}`;
  // From its first moment on: it may be a secret.
  await writeFileAtomic(file.path, content, file);
  return undefined;
}
