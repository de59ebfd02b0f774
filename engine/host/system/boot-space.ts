import type { BootShortage } from '../../model/host/boot.ts';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { readBootParts } from './boot.ts';
import { differentParts } from '../../model/host/boot.ts';
import { readBoot } from '../health/space.ts';
import { readProfile } from './system.ts';

/** What an entry and the menu take beside kernel and initrd. */
const SMALL = 256 * 1024;

/**
 * Whether the boot partition lacks the room for a system that is to boot next. Boot loaders that copy no kernels need
 * none; a kernel and initrd that boot already are there.
 */
export async function findBootShortage(
  place: HostPlace,
  toplevel: string,
): Promise<BootShortage | undefined> {
  const boot = await readBoot({ place });
  if (boot === undefined || boot.images.length === 0) return undefined;
  const [wanted, there] = await Promise.all([
    readBootParts(toplevel),
    readBootParts((await readProfile(place)).path),
  ]);
  const copied = differentParts(there, wanted).filter((part) => part === 'kernel' || part === 'initrd');
  const sizes = await Promise.all(copied.map(async (part) => sizeOf(join(toplevel, part))));
  const needed = sizes.reduce((sum, size) => sum + size, SMALL);
  return boot.free < needed ? { path: boot.path, free: boot.free, needed } : undefined;
}

async function sizeOf(file: string): Promise<number> {
  // A system without an initrd copies none.
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
