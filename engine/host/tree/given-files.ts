import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UserRepository } from '../../model/host/repository.ts';
import { gitIn, type Git } from './git.ts';
import { isMissing } from './files.ts';
import { isBelow } from './held-tree.ts';

/** What git gives of a work tree, by '/'-separated path relative to its root. */
export interface GivenFiles {
  /** Tracked files that are there, those of submodules that are checked out among them. Links are files. */
  readonly files: readonly string[];
  /** The directories of submodules, checked out or not. */
  readonly submodules: readonly string[];
}

/**
 * What a flake in a repository may see: what git tracks, as it lies in the work tree. What is ignored, not added or in
 * `.git` is withheld; and so is what git would never track itself: an index is a file, and its owner may write `../x` into it.
 */
export async function listGiven(repository: UserRepository): Promise<GivenFiles> {
  const git = repositoryGit(repository);
  const staged = (await git.raw(['ls-files', '-z', '--stage'])).split('\0').filter((line) => line !== '');
  const entries = staged
    .map((line) => ({ mode: line.slice(0, 6), path: line.slice(line.indexOf('\t') + 1) }))
    .filter(({ path }) => isBelow(path));
  const submodules = entries.filter(({ mode }) => mode === '160000').map(({ path }) => path);
  const tracked =
    submodules.length === 0
      ? entries.map(({ path }) => path)
      : (await git.raw(['ls-files', '-z', '--recurse-submodules'])).split('\0').filter((path) => path !== '');
  const isThere = presence(await realpath(repository.root));
  const checked = await Promise.all(
    [...new Set(tracked)].filter(isBelow).map(async (path) => ((await isThere(path)) ? [path] : [])),
  );
  return { files: checked.flat(), submodules };
}

/** A git that reads somebody's repository as it lies there. */
export function repositoryGit({ root, owner }: UserRepository): Git {
  return gitIn({ directory: root, userConfig: true, ...(owner === undefined ? {} : { owner }) });
}

/** Whether a file or link is there, and no link on the way to it: git tracks nothing behind one. */
function presence(root: string): (path: string) => Promise<boolean> {
  const directories = new Map<string, Promise<boolean>>();
  const isDirect = async (directory: string): Promise<boolean> => {
    const at = directory === '.' ? root : join(root, directory);
    return (await realpath(at).catch(ignoreMissing)) === at;
  };
  return async (path) => {
    const directory = dirname(path);
    const direct = directories.get(directory) ?? isDirect(directory);
    directories.set(directory, direct);
    if (!(await direct)) return false;
    const found = await lstat(join(root, path)).catch(ignoreMissing);
    return found?.isFile() === true || found?.isSymbolicLink() === true;
  };
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
