import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { namedPaths } from '../../nix/modules/elsewhere.ts';
import { farMounts, isBelowOrAt } from '../storage/mounts.ts';
import { readConfiguration } from './config-tree.ts';
import { readTextIfThere } from './files.ts';

/** A configuration that reads more files from elsewhere is a checkout of something else. */
const MOST_FILES = 500;
/** What is larger is no text that somebody wrote. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_TOGETHER = 64 * 1024 * 1024;

/**
 * A hash of what the modules of a configuration read from outside its directory, as far as they name it: files behind
 * links and absolute paths, and what these name in turn. The hash of the directory says nothing of them. The store is
 * left out, where nothing changes.
 */
export async function elsewhereIdentity(place: HostPlace): Promise<string> {
  const { configuration } = place;
  const base = await realpath(configuration).catch(() => configuration);
  const { files } = await readConfiguration(place);
  const named = await Promise.all(
    [...files].map(async ([name, text]) => {
      const real = await realpath(join(configuration, name)).catch(() => join(base, name));
      return [...(isOutside(real, base) ? [real] : []), ...namedPaths(text, real)];
    }),
  );
  const hash = createHash('sha256');
  for (const [path, content] of await readAll(named.flat(), base)) hash.update(`${path}\0${content}\0`);
  return hash.digest('hex');
}

/** Files by path, with those that they name. */
async function readAll(
  first: readonly string[],
  base: string,
): Promise<readonly (readonly [string, string])[]> {
  const read = new Map<string, string>();
  const open = [...first];
  // A server that is away would hold us up; Nix, which asks it too, has a time limit.
  const far = farMounts();
  let length = 0;
  for (let path = open.pop(); path !== undefined && read.size < MOST_FILES; path = open.pop()) {
    const asked = path;
    if (length > MOST_TOGETHER || far.some((mount) => isBelowOrAt(asked, mount))) continue;
    const real = await moduleAt(path);
    if (real === undefined || read.has(real) || !isOutside(real, base)) continue;
    const text = (await readTextIfThere(real).catch(() => undefined)) ?? '';
    read.set(real, text);
    length += text.length;
    if (real.endsWith('.nix')) open.push(...namedPaths(text, real));
  }
  return [...read].toSorted(([left], [right]) => (left < right ? -1 : 1));
}

/** The plain file that Nix reads of a path: of a directory its `default.nix`. */
async function moduleAt(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    if (found.isDirectory())
      return path.endsWith('/default.nix') ? undefined : await moduleAt(join(real, 'default.nix'));
    return found.isFile() && found.size <= MOST_BYTES ? real : undefined;
  } catch {
    // A path that is no file here: a mount point, a socket to be.
    return undefined;
  }
}

function isOutside(path: string, base: string): boolean {
  return path !== base && !path.startsWith(`${base}${sep}`) && !path.startsWith('/nix/store/');
}
