import { join } from 'node:path';
import { touchedBy } from '../../check/policy/touched.ts';
import { hashBytes } from '../../model/hash.ts';
import type { SystemText } from '../../model/host/evaluate.ts';
import type { Exec } from '../../model/host/exec.ts';
import type { HostPlace } from '../../model/host/place.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { Edit } from '../../model/options/value.ts';
import { readConfiguration } from '../tree/config-tree.ts';
import { elsewhereIdentity } from '../tree/elsewhere.ts';
import { readTextIfThere } from '../tree/files.ts';
import { keepKnown, packageSetIdentity } from './facts-cache.ts';
import { keptOptionCatalog } from './index-store.ts';

/** What is kept of the text that a system was evaluated from. */
interface KeptText {
  readonly commit: string;
  /** What it read from outside the configuration directory. */
  readonly elsewhere: string;
}

/** Remembers the text of a system by its commit in the snapshot store, with what it reads from elsewhere now. */
export async function keepSystemText(
  exec: Exec,
  place: HostPlace,
  outPath: string,
  commit: string,
): Promise<void> {
  const kept: KeptText = { commit, elsewhere: await elsewhere(exec, place) };
  await keepKnown(textFile(place, outPath), kept);
}

export async function readSystemText(
  exec: Exec,
  place: HostPlace,
  outPath: string,
): Promise<SystemText | undefined> {
  const file = textFile(place, outPath);
  const text = await readTextIfThere(file);
  if (text === undefined) return undefined;
  // Written by us, below a directory that is ours alone.
  const kept = JSON.parse(text) as KeptText;
  // What is asked for is not the oldest any more.
  await keepKnown(file, kept);
  return { commit: kept.commit, sameElsewhere: kept.elsewhere === (await elsewhere(exec, place)) };
}

/** What the host's options say of what edits touch. Nothing is evaluated: where its options are not known, nothing is. */
export async function readTouched(
  exec: Exec,
  place: HostPlace,
  edits: readonly Edit[],
): Promise<readonly TouchedOption[]> {
  const catalog = await keptOptionCatalog(exec, place, await readConfiguration(place));
  return catalog === undefined ? [] : touchedBy(edits, catalog.index);
}

async function elsewhere(exec: Exec, place: HostPlace): Promise<string> {
  return hashBytes(`${await packageSetIdentity(exec, place)}\n${await elsewhereIdentity(place)}`);
}

function textFile(place: HostPlace, outPath: string): string {
  return join(place.state, 'facts', `text-${hashBytes(outPath).slice(0, 40)}.json`);
}
