import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { RealPlace } from '../../model/host/configuration.ts';
import { isMissing } from './files.ts';

/**
 * Where a path of a directory leads when all links are followed: the file that is written when the path is. A file that is
 * not there yet is where it would be.
 *
 * @example
 * await findRealPlace('/etc/nixos', 'configuration.nix') // { kind: 'inside', path: 'hosts/laptop/configuration.nix' }
 */
export async function findRealPlace(root: string, path: string): Promise<RealPlace> {
  const base = await realpath(root);
  try {
    const real = await resolveExisting(join(base, path));
    if (typeof real !== 'string') return real;
    const inside = relative(base, real);
    return inside === '..' || inside.startsWith(`..${sep}`) || inside === ''
      ? { kind: 'outside', target: real }
      : { kind: 'inside', path: inside.split(sep).join('/') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOOP') return { kind: 'circle' };
    throw error;
  }
}

/** The name that a file has in a directory when all links are followed; undefined where it lies elsewhere. */
export async function nameWithin(root: string, file: string): Promise<string | undefined> {
  try {
    const place = await findRealPlace(root, relative(await realpath(root), resolve(file)));
    return place.kind === 'inside' ? place.path : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function resolveExisting(path: string): Promise<string | RealPlace> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink() === true) return { kind: 'dangling', target: await readlink(path) };
    const parent = await resolveExisting(dirname(path));
    return typeof parent === 'string' ? join(parent, path.slice(dirname(path).length)) : parent;
  }
}
