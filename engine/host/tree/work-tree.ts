import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserRepository } from '../../model/host/repository.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import { exists, readIfThere } from './files.ts';
import { listGiven, repositoryGit } from './given-files.ts';
import { gitIn } from './git.ts';
import { holdTree, removeTree, writeTree, type HeldTree, type TreeFile } from './held-tree.ts';
import { hasCode } from './walk.ts';

/**
 * Writes what git gives a flake of a repository to a directory, with some files of the configuration changed, as a work tree
 * of its own whose HEAD is `head` where anything is committed. What Nix reads there is what it would read of the live
 * tree: of a clean tree with a revision, else without. The user's repository is only read; files of submodules are
 * ordinary files here, so that no server has to be asked for them.
 */
export async function makeWorkTree(
  repository: UserRepository,
  directory: string,
  { head, changes }: { readonly head: string | undefined; readonly changes: NewContent },
): Promise<void> {
  await removeTree(directory);
  const { files, submodules } = await listGiven(repository);
  const changed = new Map([...changes].map(([path, text]) => [repository.prefix + path, text]));
  await using tree = await holdTree(repository.root);
  const given = new Map<string, TreeFile>();
  for (const path of files) {
    const file = changed.has(path) ? undefined : await readGiven(tree, path);
    if (file !== undefined) given.set(path, file);
  }
  for (const [path, text] of changed) if (text !== null) given.set(path, await changedFile(tree, path, text));
  await writeTree(directory, given);
  await makeRepository(repository, directory, head, submodules);
}

/** A changed file keeps whether it is a program. */
async function changedFile(tree: HeldTree, path: string, text: string): Promise<TreeFile> {
  const before = await readGiven(tree, path);
  return { mode: before?.mode === '100755' ? '100755' : '100644', bytes: Buffer.from(text) };
}

/** Git tracks nothing behind a link: one that stands there now was put there since. */
async function readGiven(tree: HeldTree, path: string): Promise<TreeFile | undefined> {
  try {
    return await tree.readOne(path);
  } catch (error) {
    if (hasCode(error, 'ELOOP', 'ENOTDIR')) return undefined;
    throw error;
  }
}

// No filter, and no other conversion, of what lies there: Nix reads it as it is.
const PLAIN = '* -filter -text -eol -ident -working-tree-encoding\n';

/** A repository that borrows the objects of another. */
async function makeRepository(
  repository: UserRepository,
  directory: string,
  head: string | undefined,
  submodules: readonly string[],
): Promise<void> {
  const asked = ['--path-format=absolute', '--git-common-dir', '--show-object-format'];
  const [common = '', format = 'sha1'] = (await repositoryGit(repository).revParse(asked)).split('\n');
  // Read by lines: a name with a line break in it would say more than it is.
  if (!/^sha(?:1|256)$/u.test(format))
    throw new Error(`git names a format of objects that is none: ${format}`);
  const gitDir = join(directory, '.git');
  await mkdir(join(gitDir, 'objects/info'), { recursive: true, mode: 0o700 });
  await mkdir(join(gitDir, 'info'));
  await mkdir(join(gitDir, 'refs'));
  await writeFile(join(gitDir, 'HEAD'), `${head ?? 'ref: refs/heads/main'}\n`);
  await writeFile(join(gitDir, 'config'), configOf(format));
  await writeFile(join(gitDir, 'objects/info/alternates'), `${join(common, 'objects')}\n`);
  await writeFile(join(gitDir, 'info/attributes'), PLAIN);
  const shallow = await readIfThere(join(common, 'shallow'));
  if (shallow !== undefined) await writeFile(join(gitDir, 'shallow'), shallow);
  const git = gitIn({ directory, userConfig: false });
  if (head !== undefined) await git.raw(['read-tree', head]);
  if (submodules.length > 0) await git.raw(['update-index', '--force-remove', '--', ...submodules]);
  await git.raw(['add', '--all', '--force', '--', '.']);
}

function configOf(format: string): string {
  if (format === 'sha1') return '[core]\n\trepositoryformatversion = 0\n\tbare = false\n';
  return `[core]\n\trepositoryformatversion = 1\n\tbare = false\n[extensions]\n\tobjectformat = ${format}\n`;
}

/** Whether the history of a repository was cut off: Nix wants to be told so. */
export async function isShallow({ gitDir }: UserRepository): Promise<boolean> {
  const common = (await readIfThere(join(gitDir, 'commondir')))?.toString('utf8').trim();
  return exists(join(gitDir, common ?? '.', 'shallow'));
}
