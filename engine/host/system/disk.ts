import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';

/** Room in a file system, in bytes; `free` is what anybody may use. */
export interface DiskSpace {
  readonly path: string;
  readonly total: number;
  readonly free: number;
}

/** Room in the file systems that a NixOS host fills: each once, though several paths may be in it. */
export async function readDiskSpace(place: HostPlace): Promise<readonly DiskSpace[]> {
  const paths = ['', 'nix', 'boot', 'home'].map((name) => join(place.root, name));
  const read = await Promise.all(paths.map(readOne));
  const seen = new Set<number>();
  return read.flatMap((found) => {
    if (found === undefined || seen.has(found.device)) return [];
    seen.add(found.device);
    return [found.space];
  });
}

async function readOne(path: string): Promise<{ device: number; space: DiskSpace } | undefined> {
  try {
    const [{ dev }, { bsize, blocks, bavail }] = await Promise.all([stat(path), statfs(path)]);
    return { device: dev, space: { path, total: blocks * bsize, free: bavail * bsize } };
  } catch {
    // Not every host has each of them.
    return undefined;
  }
}
