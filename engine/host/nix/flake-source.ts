import { realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Finding, Result } from '../../model/finding.ts';
import { failed, ok } from '../../model/finding.ts';
import type { Source } from '../../model/host/evaluate.ts';
import type { HostPlace } from '../../model/host/place.ts';
import { assertNever } from '../../model/outcome.ts';
import type { UserRepository } from '../../model/host/repository.ts';
import { gitEnvironment } from '../tree/git-environment.ts';
import { exists } from '../tree/files.ts';
import { holdTree, removeTree, writeTree } from '../tree/held-tree.ts';
import { makeScratch } from '../tree/scratch.ts';
import { listGiven } from '../tree/given-files.ts';
import { lookForRepository, readRepositoryState } from '../tree/user-repository.ts';
import { isShallow, makeWorkTree } from '../tree/work-tree.ts';

/** A flake as it is named to Nix. */
export interface FlakePlace {
  readonly reference: string;
  /** The configuration within the source of the flake: '' or a relative path. */
  readonly directory: string;
  /** For every git that Nix starts. */
  readonly env: Readonly<Record<string, string>>;
  /** Where git decides what the flake sees. */
  readonly repository: UserRepository | undefined;
  /** Removes what was made to read it. */
  readonly release: () => Promise<void>;
}

/**
 * Where Nix reads a flake: one rule for the live tree and for a candidate. In a repository it is what git gives of it, with
 * its submodules, and nothing that git withholds ever comes to the store; elsewhere it is the directory itself.
 *
 * Findings: EVAL004 there is a repository and git cannot tell what is in it.
 *
 * @example
 * await locateFlake(place, { kind: 'live' }) // { reference: 'git+file:///home/alice/nixos?dir=hosts', … }
 */
export async function locateFlake(place: HostPlace, source: Source): Promise<Result<FlakePlace>> {
  const looked = await lookForRepository(place.configuration);
  if (source.kind === 'work-tree') {
    const repository = looked.kind === 'found' ? looked.repository : undefined;
    return ok(await candidateTree(source.directory, source.prefix, repository));
  }
  switch (looked.kind) {
    case 'none':
      return ok(await directoryItself(await realpath(place.configuration)));
    case 'unreadable':
      return failed(unreadableRepository(looked.git, looked.why));
    case 'found':
      return ok(await liveTree(looked.repository));
    default:
      return assertNever(looked);
  }
}

/** Older versions of Nix do not decode a path, and none takes such a one as it is: these are read elsewhere. */
function isPlainPath(path: string): boolean {
  return /^[\w./+:@-]+$/u.test(path);
}

async function directoryItself(directory: string): Promise<FlakePlace> {
  if (isPlainPath(directory)) return plainDirectory(directory);
  const scratch = await makeFlakeScratch();
  const copy = join(scratch.directory, 'tree');
  await using tree = await holdTree(directory);
  await writeTree(copy, await tree.read());
  return { ...plainDirectory(copy), release: scratch.release };
}

async function candidateTree(
  directory: string,
  prefix: string,
  repository: UserRepository | undefined,
): Promise<FlakePlace> {
  if (isPlainPath(directory)) return workTree(directory, prefix, repository, async () => Promise.resolve());
  const scratch = await makeFlakeScratch();
  const link = join(scratch.directory, 'run');
  await symlink(dirname(directory), link);
  return workTree(join(link, basename(directory)), prefix, repository, scratch.release);
}

/** A flake in a directory that is in no repository: Nix copies all of it. */
export function plainDirectory(directory: string): FlakePlace {
  return {
    reference: `path:${encodePath(directory)}`,
    directory: '',
    env: {},
    repository: undefined,
    release: async () => Promise.resolve(),
  };
}

/** Nix itself refuses the repository of somebody else, and fetches submodules from their servers: then a copy is read. */
async function liveTree(repository: UserRepository): Promise<FlakePlace> {
  if (isPlainPath(repository.root) && repository.owner === undefined && !(await usesSubmodules(repository)))
    return inGit(repository.root, repository.prefix, repository, async () => Promise.resolve());
  const { directory: scratch, release } = await makeFlakeScratch();
  try {
    const directory = join(scratch, 'tree');
    const head = (await readRepositoryState(repository))?.head;
    await makeWorkTree(repository, directory, { head, changes: new Map() });
    return await workTree(directory, repository.prefix, repository, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function makeFlakeScratch(): Promise<{
  readonly directory: string;
  readonly release: () => Promise<void>;
}> {
  const directory = await makeScratch('flake');
  return { directory, release: async () => removeTree(directory) };
}

async function usesSubmodules(repository: UserRepository): Promise<boolean> {
  if (!(await exists(join(repository.root, '.gitmodules')))) return false;
  const { files, submodules } = await listGiven(repository);
  return submodules.some((directory) => files.some((file) => file.startsWith(`${directory}/`)));
}

async function workTree(
  directory: string,
  prefix: string,
  repository: UserRepository | undefined,
  release: () => Promise<void>,
): Promise<FlakePlace> {
  return inGit(
    directory,
    prefix,
    { root: directory, gitDir: join(directory, '.git'), prefix },
    release,
    repository,
  );
}

async function inGit(
  root: string,
  prefix: string,
  read: UserRepository,
  release: () => Promise<void>,
  repository: UserRepository | undefined = read,
): Promise<FlakePlace> {
  const directory = prefix.replace(/\/$/u, '');
  const query = [
    ...(directory === '' ? [] : [`dir=${encodePath(directory)}`]),
    ...((await isShallow(read)) ? ['shallow=1'] : []),
  ];
  const asked = query.length === 0 ? '' : `?${query.join('&')}`;
  return {
    reference: `git+file://${encodePath(root)}${asked}`,
    directory,
    env: gitEnvironment(root),
    repository,
    release,
  };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** EVAL004. What git withholds is not known, so nothing may be read. */
export function unreadableRepository(git: string, why: string): Finding {
  return {
    code: 'EVAL004',
    severity: 'error',
    message: `the flake lies in a git repository (${git}), and git cannot tell which files are in it: ${why}`,
    fix: 'make `git status` work there; nothing was evaluated, because files that git withholds must not get into the Nix store',
  };
}
