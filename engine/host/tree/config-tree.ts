import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { Allowance, readWithin, TREE_BOUNDS } from './bounds.ts';
import { isNotPlain, openHeld, UntrustedPath } from './held.ts';
import { listLinkedModules } from './linked-modules.ts';
import { readPlaces } from '../nix/module-places.ts';

// A configuration directory with more Nix files than this is a checkout of something else.
const MAX_FILES = 20_000;
// Nobody writes a module of this size; what is larger is data with a wrong name.
const MAX_BYTES = 4 * 1024 * 1024;
// Nor so many of them that they would take the memory of the host.
const MAX_TOGETHER = 128 * 1024 * 1024;

/**
 * The Nix files of the live configuration, and the module files to start from. What is no plain file, is too large, or
 * is a link to something that is not called `.nix` itself (a secret, by mistake or by design) is not read. Throws
 * `TooMuch` where all of them together are.
 */
export async function readConfiguration(place: HostPlace): Promise<ConfigFiles> {
  const { files: names, links } = await listLinkedModules(place.configuration, MAX_FILES);
  const allowance = new Allowance(place.configuration, { ...TREE_BOUNDS, bytes: MAX_TOGETHER });
  const texts = await Promise.all(
    names.map(
      async (name) => [name, await readModule(join(place.configuration, name), name, allowance)] as const,
    ),
  );
  const files = new Map(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
  const evaluated = await readPlaces(place, files);
  const told = evaluated === undefined ? {} : { evaluated };
  return { ...startOf(place, files), ...told, files, links, directory: place.configuration };
}

/**
 * Undefined for what is no module. A pipe, which would never end, is not even opened; what is judged is what was opened,
 * and a link of somebody else leads to what is theirs, or to what everybody may read.
 */
async function readModule(path: string, name: string, allowance: Allowance): Promise<string | undefined> {
  try {
    const handle = await openHeld(path, { isPublicEnough: true });
    if (handle === undefined) return undefined;
    try {
      const real = await readlink(`/proc/self/fd/${handle.fd}`);
      const { size } = await handle.stat();
      if (size > MAX_BYTES || !real.endsWith('.nix')) return undefined;
      return (await readWithin(handle, path, allowance.take(name, size))).toString('utf8');
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

/**
 * Where the modules of a host start: the files its settings name; of a flake also the modules that it lists for the host;
 * of channels what NIX_PATH names, else configuration.nix.
 */
export function startOf(
  place: HostPlace,
  files: ReadonlyMap<string, string>,
): Pick<ConfigFiles, 'entries' | 'flake'> {
  const { style, attribute, entries = [], nixPath, configuration } = place;
  if (style === 'flake' && files.has('flake.nix'))
    return { entries, flake: attribute === undefined ? {} : { attribute } };
  if (entries.length > 0) return { entries };
  const named = nixPath['nixos-config'];
  const inside = named?.startsWith(`${configuration}/`) === true;
  return { entries: [inside ? named.slice(configuration.length + 1) : 'configuration.nix'] };
}
