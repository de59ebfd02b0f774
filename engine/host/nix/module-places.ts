import { join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import type { ConfigFiles, ModulePlace } from '../../model/host/configuration.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { placeInFile } from '../../nix/modules/places.ts';
import { parseNix } from '../../nix/parse.ts';
import { moduleFile } from '../../nix/paths.ts';
import { readTextIfThere, writeShared } from '../tree/files.ts';

/** A module as nix/engine/modules-read.nix tells of it: a file, or an attribute or argument of what is within one. */
export interface ToldModule {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
}

interface Kept {
  readonly attribute: string;
  readonly shape: string;
  readonly places: readonly ModulePlace[];
}

/** Where the modules are that an evaluation has read, so that they are found again after other lines have changed. */
export function placesIn(told: readonly ToldModule[], config: ConfigFiles): readonly ModulePlace[] {
  const trees = new Map(
    [...new Set(told.map(({ file }) => file))].map((file) => [file, treeOf(file, config)]),
  );
  return told.flatMap(({ file, line, column }): ModulePlace[] => {
    if (line === null || column === null) {
      const name = moduleFile('', file, config);
      return name === undefined ? [] : [{ file: name }];
    }
    const tree = trees.get(file);
    const at = tree === undefined ? undefined : placeInFile(tree, line, column);
    return at === undefined ? [] : [{ file, at }];
  });
}

function treeOf(file: string, { files }: ConfigFiles) {
  const text = files.get(file);
  const parsed = text === undefined ? undefined : parseNix(text, file);
  return parsed?.ok === true ? parsed.value : undefined;
}

/** Keeps them for every later reading of the configuration; a state directory that cannot be written keeps nothing. */
export async function keepPlaces(
  place: HostPlace,
  config: ConfigFiles,
  places: readonly ModulePlace[],
): Promise<void> {
  const kept: Kept = { attribute: place.attribute ?? '', shape: importShape(config.files), places };
  const text = JSON.stringify(kept);
  try {
    if ((await readTextIfThere(fileOf(place))) !== text) await writeShared(fileOf(place), text);
  } catch {
    // They only add to what the text shows.
  }
}

/** The places that were kept of the same host, if no import has changed since; undefined where there are none. */
export async function readPlaces(
  place: HostPlace,
  files: ReadonlyMap<string, string>,
): Promise<readonly ModulePlace[] | undefined> {
  const text = await readTextIfThere(fileOf(place)).catch(() => undefined);
  const kept = text === undefined ? undefined : parseKept(text);
  if (kept === undefined || kept.attribute !== (place.attribute ?? '')) return undefined;
  return kept.shape === importShape(files) ? kept.places : undefined;
}

/**
 * Changes when what a host imports may have: by the names of all files, what they import, and the whole text of those that
 * make hosts.
 */
export function importShape(files: ReadonlyMap<string, string>): string {
  const shape = [...files].map(([name, text]) => [name, importsIn(text)]);
  return hashBytes(JSON.stringify(shape));
}

function importsIn(text: string): string {
  if (/\bnixos(?:Configurations|System)\b/u.test(text)) return text;
  return [...text.matchAll(/\b(?:imports|modules)\b[^;]*;/gu)].map((match) => match[0]).join('\n');
}

function fileOf({ state }: HostPlace): string {
  return join(state, 'modules.json');
}

function parseKept(text: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { attribute, shape, places } = value as Partial<Record<keyof Kept, unknown>>;
  return (
    typeof attribute === 'string' &&
    typeof shape === 'string' &&
    Array.isArray(places) &&
    places.every(isPlace)
  );
}

function isPlace(value: unknown): value is ModulePlace {
  return typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string';
}
