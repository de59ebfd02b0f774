import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { HostPlace, HostSite } from '../../model/host/place.ts';
import type { Result } from '../../model/finding.ts';
import { ok } from '../../model/finding.ts';
import type { Command } from '../../model/command.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { isAlive, startDetached } from '../process/detached.ts';
import { evaluateIndex, questionHash } from './evaluate.ts';
import type { Exec } from '../../model/host/exec.ts';
import { packageSetIdentity } from './facts-cache.ts';
import { importShape, keepPlaces, placesIn } from './module-places.ts';
import { makePrivateDirectory, readIfThere } from '../tree/files.ts';
import { openIndexDb, type IndexDb, type StoredIndex } from './index-db.ts';
import { listCatalog, storedCatalog, type OptionCatalog } from './option-catalog.ts';

/**
 * The options and packages of a host: what is kept in the state directory where nothing changed that they were made
 * from, else from one evaluation of the host's own module set.
 *
 * @param refresh - Our own command that makes them anew. With it, an older catalogue is given at once, marked stale,
 *   while the command runs by itself; without it, or where there is no older one, the evaluation is waited for.
 */
export async function loadOptionCatalog(
  exec: Exec,
  site: HostSite,
  configuration: ConfigFiles,
  refresh?: Command,
): Promise<Result<OptionCatalog>> {
  const key = await indexKey(exec, site.place, configuration);
  const db = await openStore(site.place);
  const kept = db?.read(key);
  if (db !== undefined && kept !== undefined) {
    await keepModules(site.place, configuration, kept);
    return ok(storedCatalog(db, key, kept, false));
  }
  const older = refresh === undefined ? undefined : db?.newest();
  const stored = older === undefined ? undefined : db?.read(older);
  if (db === undefined || refresh === undefined || older === undefined || stored === undefined)
    return makeCatalog(exec, site, configuration, db, key);
  startDetached(refresh);
  return ok(storedCatalog(db, older, stored, true));
}

/**
 * Makes a host's catalogue where it is not there yet, unless another process does. Undefined when it does.
 */
export async function refreshOptionCatalog(
  exec: Exec,
  site: HostSite,
  configuration: ConfigFiles,
): Promise<Result<OptionCatalog> | undefined> {
  const db = await openStore(site.place);
  if (db?.claim(process.pid, isAlive) === false) return undefined;
  try {
    return await loadOptionCatalog(exec, site, configuration);
  } finally {
    db?.release(process.pid);
    db?.close();
  }
}

/** The options and packages of a host as they were last evaluated; undefined where they never were. */
export async function keptOptionCatalog(
  exec: Exec,
  place: HostPlace,
  configuration: ConfigFiles,
): Promise<OptionCatalog | undefined> {
  const db = await openStore(place);
  const key = await indexKey(exec, place, configuration);
  const now = db?.read(key);
  if (db !== undefined && now !== undefined) return storedCatalog(db, key, now, false);
  const older = db?.newest();
  const stored = older === undefined ? undefined : db?.read(older);
  return db === undefined || older === undefined || stored === undefined
    ? undefined
    : storedCatalog(db, older, stored, true);
}

async function makeCatalog(
  exec: Exec,
  site: HostSite,
  configuration: ConfigFiles,
  db: IndexDb | undefined,
  key: string,
): Promise<Result<OptionCatalog>> {
  const evaluated = await evaluateIndex(exec, site);
  if (!evaluated.ok) return evaluated;
  // The expression is ours (nix/engine/option-index.nix); its shape is tested against real Nix.
  const stored = evaluated.value as StoredIndex;
  await keepModules(site.place, configuration, stored);
  if (db === undefined || !isKept(db, key, stored)) return ok(listCatalog(stored));
  return ok(storedCatalog(db, key, stored, false));
}

async function keepModules(
  place: HostPlace,
  configuration: ConfigFiles,
  { modules = [] }: StoredIndex,
): Promise<void> {
  const places = placesIn(modules, configuration);
  if (places.length > 0) await keepPlaces(place, configuration, places);
}

/** What is kept only saves time: a full disk is no reason to refuse a question. */
function isKept(db: IndexDb, key: string, stored: StoredIndex): boolean {
  try {
    db.write(key, stored);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where the state directory cannot be written: somebody who may only look. */
async function openStore(place: HostPlace): Promise<IndexDb | undefined> {
  try {
    await makePrivateDirectory(place.state);
    return openIndexDb(place.state);
  } catch {
    return undefined;
  }
}

/**
 * Which options exist depends on the package set, the flake's lock, and what the configuration imports or declares; not
 * on the values it sets.
 */
export async function indexKey(exec: Exec, place: HostPlace, configuration: ConfigFiles): Promise<string> {
  const lock = await readIfThere(join(place.configuration, 'flake.lock'));
  const shape = [...configuration.files].map(([name, text]) => [name, declarations(text)]);
  const key = [
    questionHash(),
    await packageSetIdentity(exec, place),
    place.style,
    place.attribute ?? '',
    lock?.toString('utf8') ?? '',
    shape,
    importShape(configuration.files),
  ];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 40);
}

function declarations(text: string): string {
  if (/\bmkOption\b|\bmkEnableOption\b|\bmkPackageOption\b/u.test(text)) return text;
  return [...text.matchAll(/\bimports\s*=[^;]*;/gu)].map((match) => match[0]).join('\n');
}
