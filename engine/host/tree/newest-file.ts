import type { FoundFile } from '../../model/host/files.ts';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { matchesText } from '../../check/policy/glob.ts';
import { isMissing } from './files.ts';

/**
 * The plain file of a directory that changed last among those whose name matches; `*` stands for any text. Undefined
 * where there is none, or no directory.
 *
 * @example
 * await findNewestFile('/var/backup', '*.tar.gz') // { name: 'monday.tar.gz', … }
 */
export async function findNewestFile(directory: string, match: string): Promise<FoundFile | undefined> {
  let newest: FoundFile | undefined;
  for (const name of await namesIn(directory)) {
    if (!matchesText(match, name)) continue;
    const path = join(directory, name);
    const file = await stat(path).catch(() => undefined);
    if (file?.isFile() !== true || (newest !== undefined && file.mtime <= newest.changed)) continue;
    newest = { name, path, changed: file.mtime, bytes: file.size };
  }
  return newest;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
