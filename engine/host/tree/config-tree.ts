import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { flakeEntries } from '../../nix/modules/modules.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { isNotPlain, openHeld, UntrustedPath } from './held.ts';
import { listLinkedModules } from './linked-modules.ts';

// A configuration directory with more Nix files than this is a checkout of something else.
const MAX_FILES = 20_000;
// Nobody writes a module of this size; what is larger is data with a wrong name.
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The Nix files of the live configuration, and the module files to start from. What is no plain file, is too large, or
 * is a link to something that is not called `.nix` itself (a secret, by mistake or by design) is not read.
 */
export async function readConfiguration(place: HostPlace): Promise<ConfigFiles> {
  const { files: names, links } = await listLinkedModules(place.configuration, MAX_FILES);
  const texts = await Promise.all(
    names.map(async (name) => [name, await readModule(join(place.configuration, name))] as const),
  );
  const files = new Map(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
  return { entries: configurationEntries(place, files), files, links };
}

/**
 * Undefined for what is no module. A pipe, which would never end, is not even opened; what is judged is what was opened,
 * and a link of somebody else leads to what is theirs, or to what everybody may read.
 */
async function readModule(path: string): Promise<string | undefined> {
  try {
    const handle = await openHeld(path, { isPublicEnough: true });
    if (handle === undefined) return undefined;
    try {
      const real = await readlink(`/proc/self/fd/${handle.fd}`);
      const { size } = await handle.stat();
      return size <= MAX_BYTES && real.endsWith('.nix') ? await handle.readFile('utf8') : undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isNotPlain(error) || isCircle(error) || error instanceof UntrustedPath) return undefined;
    throw error;
  }
}

/** A link that leads to itself. */
function isCircle(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ELOOP';
}

/** The module files to start from, by path relative to the configuration directory. */
export function configurationEntries(
  place: HostPlace,
  files: ReadonlyMap<string, string>,
): readonly string[] {
  const flake = files.get('flake.nix');
  if (place.style === 'flake' && flake !== undefined) {
    const entries = flakeEntries(flake, place.attribute);
    if (entries.length > 0) return entries;
  }
  return ['configuration.nix'];
}
