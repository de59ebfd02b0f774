import { join, normalize } from 'node:path';
import type { HostPlace } from '../../model/host/place.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { ownDirectories, type FlakeLock } from '../../nix/flake/lock.ts';
import { exists, makePrivateDirectory, removeTree, writeFileAtomic } from '../tree/files.ts';
import { holdTree, writeTree } from '../tree/held-tree.ts';
import { listGiven } from '../tree/given-files.ts';
import { lookForRepository } from '../tree/user-repository.ts';
import { unreadableRepository } from './flake-source.ts';

/** What a flake is locked from. `old` names the directories of it that are inputs themselves. */
export interface Lockable {
  readonly flake: string;
  readonly lock: string | undefined;
  readonly old: FlakeLock | undefined;
}

/**
 * Writes what Nix needs to lock a flake to a directory of its own: nothing but that, and nothing that git withholds, since
 * all of it is copied to the store. EVAL004 where git cannot tell what that is.
 */
export async function writeLockable(
  { configuration }: HostPlace,
  scratch: string,
  { flake, lock, old }: Lockable,
): Promise<Result<void>> {
  const isGiven = await givenIn(configuration);
  if (!isGiven.ok) return isGiven;
  await removeTree(scratch);
  await makePrivateDirectory(scratch);
  await writeFileAtomic(join(scratch, 'flake.nix'), flake);
  if (lock !== undefined) await writeFileAtomic(join(scratch, 'flake.lock'), lock);
  for (const directory of old === undefined ? [] : ownDirectories(old)) {
    const path = normalize(directory);
    if (path.startsWith('..') || path === '.' || !(await exists(join(configuration, path)))) continue;
    await using tree = await holdTree(join(configuration, path));
    const given = await tree.read((inside) => isGiven.value(join(path, inside)));
    await writeTree(join(scratch, path), given);
  }
  return ok(undefined);
}

/** Whether a file, or a directory with one, may be seen by a flake. All may where there is no repository. */
async function givenIn(configuration: string): Promise<Result<(path: string) => boolean>> {
  const looked = await lookForRepository(configuration);
  if (looked.kind === 'none') return ok((path) => !path.split('/').includes('.git'));
  if (looked.kind === 'unreadable') return failed(unreadableRepository(looked.git, looked.why));
  const { prefix } = looked.repository;
  const { files } = await listGiven(looked.repository);
  const given = new Set<string>();
  for (const file of files) {
    if (!file.startsWith(prefix)) continue;
    const parts = file.slice(prefix.length).split('/');
    parts.forEach((_, at) => given.add(parts.slice(0, at + 1).join('/')));
  }
  return ok((path) => given.has(path));
}
