import type { Quarantined } from '../../model/host/quarantine.ts';
import { join } from 'node:path';
import { readTextIfThere, writeFileAtomic } from '../tree/files.ts';

// Older ones are of configurations that nobody builds any more.
const MOST = 200;

/** The toplevels of a host that did not hold, oldest first. Throws when the list cannot be read. */
export async function readQuarantine(state: string): Promise<readonly Quarantined[]> {
  const text = await readTextIfThere(fileOf(state));
  if (text === undefined) return [];
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list) || !list.every(isQuarantined))
    throw new Error(`${fileOf(state)} is no list of toplevels; \`nixos-ai quarantine clear\` makes it anew`);
  return list;
}

/** The entry of a toplevel, by its path or its derivation. */
export async function findQuarantined(
  state: string,
  system: { readonly outPath: string; readonly drvPath: string },
): Promise<Quarantined | undefined> {
  const list = await readQuarantine(state);
  return list.findLast(
    ({ outPath, drvPath }) => outPath === system.outPath || (drvPath !== '' && drvPath === system.drvPath),
  );
}

export async function addQuarantined(state: string, entry: Quarantined): Promise<void> {
  const others = (await readQuarantine(state)).filter(({ outPath }) => outPath !== entry.outPath);
  await write(state, [...others, entry].slice(-MOST));
}

/** Takes toplevels off the list: all, or those of a path or a run that begins so. Gives what was taken off. */
export async function clearQuarantine(state: string, named?: string): Promise<readonly Quarantined[]> {
  const list =
    named === undefined ? await readQuarantine(state).catch(() => []) : await readQuarantine(state);
  const cleared = list.filter(
    ({ outPath, run }) => named === undefined || outPath === named || run.startsWith(named),
  );
  await write(
    state,
    list.filter((entry) => !cleared.includes(entry)),
  );
  return cleared;
}

async function write(state: string, list: readonly Quarantined[]): Promise<void> {
  await writeFileAtomic(fileOf(state), `${JSON.stringify(list, null, 2)}\n`);
}

function fileOf(state: string): string {
  return join(state, 'quarantine.json');
}

function isQuarantined(value: unknown): value is Quarantined {
  const names = ['outPath', 'drvPath', 'run', 'reason', 'at'];
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string')
  );
}
