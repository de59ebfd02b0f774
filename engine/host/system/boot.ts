import { BOOT_PARTS, type BootPart, type BootParts } from '../../model/host/boot.ts';
import { createHash } from 'node:crypto';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';

/**
 * What tells this boot of the host from every other: the link that each boot makes anew, in memory. It is the same as
 * long as the host is not rebooted, whatever is activated; empty where there is none.
 */
export async function readBootId(place: HostPlace): Promise<string> {
  const link = await lstat(join(place.system, 'booted-system'), { bigint: true }).catch(() => undefined);
  return link === undefined ? '' : `${link.ino}-${link.ctimeNs}`;
}

/** Where each part leads, or a hash of it where it is a file of the toplevel itself; empty where it has none. */
export async function readBootParts(toplevel: string): Promise<BootParts> {
  const parts = await Promise.all(BOOT_PARTS.map(async (part) => [part, await identify(toplevel, part)]));
  return Object.fromEntries(parts) as Record<BootPart, string>;
}

async function identify(toplevel: string, part: BootPart): Promise<string> {
  const path = await realpath(join(toplevel, part)).catch(() => '');
  if (!path.startsWith(`${toplevel}/`)) return path;
  const content = await readFile(path).catch(() => '');
  return createHash('sha256').update(content).digest('hex');
}
