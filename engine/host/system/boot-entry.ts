import type { BootEntry } from '../../model/host/boot.ts';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, readTextIfThere } from '../tree/files.ts';

/** Where boot partitions of NixOS are mounted, below the root. */
export const BOOT_PARTITIONS = ['boot', 'boot/efi', 'efi'] as const;

/**
 * Looks for a system in the boot menu, by the `init=` of its store path: what entries are called differs between boot
 * loaders and their versions. Entries of the Boot Loader Specification, unified kernel images, GRUB and extlinux.
 *
 * @example
 * await findBootEntry('/', '/nix/store/…-nixos-system-atlas-25.11')  // { kind: 'there' }
 */
export async function findBootEntry(root: string, toplevel: string): Promise<BootEntry> {
  const init = `init=${toplevel}/init`;
  const found = await Promise.all(
    BOOT_PARTITIONS.map(async (name) => {
      const partition = join(root, name);
      const menus = await Promise.all(MENUS.map(async (file) => lookIntoMenu(join(partition, file), init)));
      return [await lookIntoEntries(partition, init), await lookIntoImages(partition, init), ...menus];
    }),
  );
  const all = found.flat();
  const pick = (kind: BootEntry['kind']): BootEntry | undefined => all.find((entry) => entry.kind === kind);
  return pick('there') ?? pick('broken') ?? pick('missing') ?? { kind: 'unknown' };
}

/** One file with every entry. Its kernels may be on any disk that the boot loader reads. */
const MENUS = ['grub/grub.cfg', 'extlinux/extlinux.conf'];

async function lookIntoMenu(file: string, init: string): Promise<BootEntry> {
  const text = await readTextIfThere(file);
  return { kind: text === undefined ? 'unknown' : holds(text, init) ? 'there' : 'missing' };
}

async function lookIntoEntries(partition: string, init: string): Promise<BootEntry> {
  const directory = join(partition, 'loader/entries');
  const names = await readdir(directory).catch(() => undefined);
  // A host of unified images alone has an empty directory of entries.
  if (names === undefined || names.length === 0) return { kind: 'unknown' };
  let broken: BootEntry | undefined;
  for (const name of names.filter((entry) => entry.endsWith('.conf'))) {
    const text = (await readTextIfThere(join(directory, name))) ?? '';
    if (!holds(text, init)) continue;
    const file = await missingFile(partition, text);
    if (file === undefined) return { kind: 'there' };
    broken = { kind: 'broken', entry: join(directory, name), file };
  }
  return broken ?? { kind: 'missing' };
}

/** The first file that an entry needs and that is not there whole. */
async function missingFile(partition: string, entry: string): Promise<string | undefined> {
  for (const [, path = ''] of entry.matchAll(/^(?:linux|initrd|efi)\s+(\S+)/gmu)) {
    const file = (await exists(path)) && path.startsWith('/nix/') ? path : join(partition, path);
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size === 0) return file;
  }
  return undefined;
}

async function lookIntoImages(partition: string, init: string): Promise<BootEntry> {
  const directory = join(partition, 'EFI/Linux');
  const names = await readdir(directory).catch(() => undefined);
  if (names === undefined || names.length === 0) return { kind: 'unknown' };
  for (const name of names.filter((image) => image.endsWith('.efi'))) {
    const image = await readFile(join(directory, name));
    if (image.includes(`${init} `) || image.includes(`${init}\0`)) return { kind: 'there' };
  }
  return { kind: 'missing' };
}

/** The words themselves: another store path may begin with the same. */
function holds(text: string, init: string): boolean {
  return text.split(/[\s"']+/u).includes(init);
}
