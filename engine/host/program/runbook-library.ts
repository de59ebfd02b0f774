import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { failed, type Finding, type Result } from '../../model/finding.ts';
import type { Origin, Runbook } from '../../model/runbook.ts';
import { parseRunbook } from '../../runbook/parse.ts';
import { assetPath } from './assets.ts';
import { isMissing } from '../tree/files.ts';
import { refuseOthers } from '../tree/who-decides.ts';

/** A runbook that can be named. */
export interface LibraryEntry {
  readonly name: string;
  readonly file: string;
  readonly origin: Origin;
  /** Of a host: root uses it only where nobody else decides what it holds. */
  readonly ofHost?: true;
}

/** Every runbook that can be called by name: the user's own first, then those that ship with the engine. */
export async function listLibrary(place: Pick<HostPlace, 'root'> | undefined): Promise<LibraryEntry[]> {
  const entries = await listRunbooks(
    place === undefined ? undefined : join(place.root, 'etc/nixos-ai/runbooks'),
  );
  return entries.map((entry) => (entry.origin === 'user' ? { ...entry, ofHost: true } : entry));
}

/** The same with the directory that holds the user's own; none when undefined. */
export async function listRunbooks(directory: string | undefined): Promise<LibraryEntry[]> {
  const own = directory === undefined ? [] : await entriesOf(directory, 'user');
  const shipped = await entriesOf(assetPath('runbooks'), 'library');
  const names = new Set(own.map((entry) => entry.name));
  return [...own, ...shipped.filter((entry) => !names.has(entry.name))];
}

/** A runbook by file (anything with a slash or an ending) or by library name. LIB001 no such file, LIB002 no such name, HOST009 somebody else's. */
export async function loadRunbook(
  nameOrFile: string,
  library: readonly LibraryEntry[],
): Promise<Result<Runbook>> {
  const isFile = nameOrFile.includes('/') || /\.ya?ml$/u.test(nameOrFile);
  const entry = isFile ? undefined : library.find((candidate) => candidate.name === nameOrFile);
  if (!isFile && entry === undefined) return failed(unknownName(nameOrFile, library));
  const file = entry?.file ?? nameOrFile;
  const refused = entry?.ofHost === true ? refuseOthers('the runbook', file) : undefined;
  if (refused !== undefined) return failed(refused);
  try {
    return parseRunbook(await readFile(file, 'utf8'), file, entry?.origin ?? 'user');
  } catch (error) {
    return failed(unreadable(file, error));
  }
}

/** All runbooks of the library that parse, by name: what `call` may name. */
export async function loadLibrary(
  library: readonly LibraryEntry[],
): Promise<(name: string) => Result<Runbook>> {
  const loaded = await Promise.all(
    library.map(async (entry) => [entry.name, await loadRunbook(entry.name, library)] as const),
  );
  const byName = new Map(loaded);
  return (name) => byName.get(name) ?? failed(unknownName(name, library));
}

async function entriesOf(directory: string, origin: Origin): Promise<LibraryEntry[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names
    .filter((name) => /\.ya?ml$/u.test(name))
    .sort()
    .map((name) => ({ name: basename(name).replace(/\.ya?ml$/u, ''), file: join(directory, name), origin }));
}

function unknownName(name: string, library: readonly LibraryEntry[]): Finding {
  return {
    code: 'LIB002',
    severity: 'error',
    message: `there is no runbook named '${name}'`,
    fix: `known are ${library.map((entry) => entry.name).join(', ') || 'none'}; for a file, write ./${name}.yaml`,
  };
}

function unreadable(file: string, error: unknown): Finding {
  const why = isMissing(error) ? 'no such file' : error instanceof Error ? error.message : String(error);
  return {
    code: 'LIB001',
    severity: 'error',
    message: `cannot read ${file}: ${why}`,
    fix: '`nixos-ai runbook list` shows the named runbooks',
  };
}
