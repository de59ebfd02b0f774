import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { flakeEntries } from '../../nix/modules/modules.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { isMissing } from './files.ts';
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

/** Undefined for what is no module. A pipe, which would never end, is not even opened. */
async function readModule(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    const found = await stat(real);
    const fits = found.isFile() && found.size <= MAX_BYTES && real.endsWith('.nix');
    return fits ? await readFile(real, 'utf8') : undefined;
  } catch (error) {
    if (isMissing(error) || isCircle(error)) return undefined;
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
