import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readings, StateFacts } from '../../check/doctor/facts.ts';
import { readConfiguration } from '../tree/config-tree.ts';
import { exists, isMissing } from '../tree/files.ts';
import { indexKey } from '../nix/index-store.ts';
import { openReadOnly } from '../read-only-db.ts';
import { findHolder } from './locks.ts';
import type { FactReader } from './look.ts';
import { mayWrite } from './store.ts';

/** The state directory, and who holds its lock; by which run is for the journal to say. */
export async function readState({ place }: FactReader): Promise<StateFacts> {
  const { state } = place;
  const found = await statIfThere(state);
  if (found === undefined) {
    return { there: false, usable: await mayMake(state), mode: 0, lock: undefined };
  }
  const usable = await access(state, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const held = await findHolder(join(state, 'lock.db'));
  const lock = held === undefined ? undefined : { ...held, run: undefined, since: undefined };
  return { there: true, usable, mode: found.mode & 0o7777, lock };
}

async function statIfThere(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function mayMake(path: string): Promise<boolean> {
  const parent = dirname(path);
  return (await exists(parent)) || parent === path ? mayWrite(parent) : mayMake(parent);
}

/** The engine's own repository, as git sees it. */
export async function readSnapshots({ ask, place }: FactReader): Promise<Readings['snapshots']> {
  const path = join(place.state, 'snapshots.git');
  if (!(await exists(path))) return undefined;
  const writable = (await mayWrite(path)) && (await mayWrite(join(path, 'objects')));
  const head = await readFile(join(path, 'HEAD'), 'utf8').catch(() => '');
  if (!/^(?:ref: refs\/\S+|[0-9a-f]{40})\s*$/u.test(head)) {
    return { path, writable, damage: `its HEAD holds '${head.slice(0, 40).trim()}'` };
  }
  const env = { LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const trust = ['-c', 'safe.directory=*'];
  const listed = await ask({
    argv: ['git', ...trust, '--git-dir', path, 'for-each-ref', '--format=%(objecttype)'],
    env,
  });
  const said = listed.spawnError === undefined ? listed.stderr.trim().split('\n')[0] : '';
  return { path, writable, damage: said === '' ? undefined : said };
}

/** Whether the options that are kept are those of the host as it is; nothing is made, not even an empty file. */
export async function readCatalogue({ exec, place }: FactReader): Promise<Readings['catalogue']> {
  const file = join(place.state, 'index.db');
  if (!(await exists(file))) return 'missing';
  const key = await indexKey(exec, place, await readConfiguration(place));
  const db = openReadOnly(file);
  try {
    if (db.prepare('SELECT 1 FROM made WHERE key = ?').get(key) !== undefined) return 'fresh';
    return db.prepare('SELECT 1 FROM made LIMIT 1').get() === undefined ? 'missing' : 'stale';
  } finally {
    db.close();
  }
}
