import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ConfigurationFacts } from '../../check/doctor/facts.ts';
import { readWithin } from '../tree/bounds.ts';
import { startOf } from '../tree/config-tree.ts';
import { readPlaces } from '../nix/module-places.ts';
import { isInside, listTree } from '../tree/files.ts';
import { isNotPlain, openHeld } from '../tree/held.ts';
import { listLinkedModules, type LinkedModules } from '../tree/linked-modules.ts';
import { reasonOf, type FactReader } from './look.ts';

// A configuration directory with more Nix files than this is a checkout of something else.
const MOST_FILES = 20_000;

type Found =
  | { readonly kind: 'text'; readonly file: string; readonly text: string }
  | { readonly kind: 'unreadable'; readonly file: string; readonly why: string };

/** The Nix files of the configuration, each by itself: one that cannot be read does not hide the others. */
export async function readConfigurationFacts({ place }: FactReader): Promise<ConfigurationFacts> {
  const { configuration: directory } = place;
  let names: readonly string[];
  let modules: LinkedModules;
  try {
    names = await listTree(directory);
    modules = await listLinkedModules(directory, MOST_FILES);
  } catch (error) {
    const problem = reasonOf(error);
    return { problem, entries: [], files: new Map(), links: new Map(), unreadable: [], outside: [] };
  }
  const nix = modules.files;
  const found = await Promise.all(nix.map(async (file) => readOne(directory, file)));
  const files = new Map(found.flatMap((one) => (one.kind === 'text' ? [[one.file, one.text]] : [])));
  const evaluated = await readPlaces(place, files);
  const told = evaluated === undefined ? {} : { evaluated };
  return {
    problem: undefined,
    ...startOf(place, files),
    ...told,
    files,
    links: modules.links,
    unreadable: found.flatMap((one) => (one.kind === 'unreadable' ? [{ file: one.file, why: one.why }] : [])),
    outside: await linksOut(directory, names),
  };
}

async function readOne(directory: string, file: string): Promise<Found> {
  try {
    // Reading a named pipe waits for ever: it is not opened.
    const handle = await openHeld(join(directory, file), { isPublicEnough: true });
    if (handle === undefined) return { kind: 'unreadable', file, why: 'it leads to nothing' };
    try {
      return { kind: 'text', file, text: (await readWithin(handle, file)).toString('utf8') };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: 'unreadable', file, why: isNotPlain(error) ? 'it is not a file' : reasonOf(error) };
  }
}

async function linksOut(directory: string, names: readonly string[]): Promise<ConfigurationFacts['outside']> {
  const looked = await Promise.all(
    names.map(async (link) => {
      const path = join(directory, link);
      if (!(await lstat(path)).isSymbolicLink()) return [];
      const target = await readlink(path);
      const inside = await isInside(directory, resolve(dirname(path), target)).catch(() => false);
      return inside ? [] : [{ link, target }];
    }),
  );
  return looked.flat();
}
