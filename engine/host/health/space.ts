import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BootFacts, SpacePlace, Readings } from '../../check/doctor/facts.ts';
import { BOOT_PARTITIONS } from '../system/boot-entry.ts';
import { exists } from '../tree/files.ts';
import type { FactReader } from './look.ts';
import { storeOf } from './store.ts';

/** Room for systems and for the journal; a state directory that is not there yet stands for where it will be. */
export async function readSpace({ place }: FactReader): Promise<Readings['space']> {
  const { directory } = await storeOf(place);
  return Promise.all([readPlace('store', directory), readPlace('state', place.state)]);
}

async function readPlace(what: SpacePlace['what'], path: string): Promise<SpacePlace> {
  const { bavail, bsize, files, ffree } = await statfs(await nearestThere(path));
  return { what, path, free: bavail * bsize, inodes: { total: files, free: ffree } };
}

async function nearestThere(path: string): Promise<string> {
  return (await exists(path)) || dirname(path) === path ? path : nearestThere(dirname(path));
}

// Where the bootloaders of NixOS copy kernels to, below the directory of the boot partition.
const IMAGES = ['EFI/nixos', 'kernels', 'nixos', 'nixos/kernels'];

/** The partition that kernels are copied to. Images and entries are counted and measured, never read by their names. */
export async function readBoot({ place }: Pick<FactReader, 'place'>): Promise<BootFacts | undefined> {
  const all = BOOT_PARTITIONS.map((name) => join(place.root, name));
  const measured = await Promise.all(all.map(async (path) => ({ path, images: await readImages(path) })));
  const [used] = measured.toSorted((a, b) => b.images.length - a.images.length);
  if (used === undefined || !(await exists(used.path))) return undefined;
  const { bavail, bsize } = await statfs(used.path);
  const counts = await Promise.all(all.map(countEntries));
  const there = counts.filter((count) => count !== undefined);
  return {
    ...used,
    free: bavail * bsize,
    entries: there.length === 0 ? undefined : there.reduce((sum, count) => sum + count, 0),
  };
}

async function readImages(partition: string): Promise<readonly number[]> {
  const found = await Promise.all(
    IMAGES.map(async (name) => {
      const directory = join(partition, name);
      const names = await readdir(directory).catch(() => []);
      const files = await Promise.all(names.map(async (file) => stat(join(directory, file))));
      return files.filter((file) => file.isFile()).map(({ size }) => size);
    }),
  );
  return found.flat().sort((a, b) => b - a);
}

/** Entries of the Boot Loader Specification, or of GRUB; undefined where there is neither. */
async function countEntries(partition: string): Promise<number | undefined> {
  const names = await readdir(join(partition, 'loader/entries')).catch(() => undefined);
  if (names !== undefined) return names.filter((name) => name.endsWith('.conf')).length;
  const menu = await readFile(join(partition, 'grub/grub.cfg'), 'utf8').catch(() => undefined);
  return menu === undefined ? undefined : [...menu.matchAll(/^\s*menuentry\b/gmu)].length;
}
