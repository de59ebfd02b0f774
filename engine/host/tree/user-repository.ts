import type { Adoption, UserRepository, RepositoryState } from '../../model/host/repository.ts';
import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists, readIfThere, removeFile, resolveLinks, writeFileAtomic } from './files.ts';
import { gitIn, identityArguments, type Git } from './git.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import { whoConfiguresGit, whoElseConfiguresGit } from './steered-git.ts';

/** The repository around a directory; undefined where there is none or git is missing. */
export async function findUserRepository(directory: string): Promise<UserRepository | undefined> {
  const looked = await lookForRepository(directory);
  return looked.kind === 'found' ? looked.repository : undefined;
}

/** What lies around a directory: no repository, one, or a `.git` of which git cannot tell anything. */
export type LookedForRepository =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly repository: UserRepository }
  | { readonly kind: 'unreadable'; readonly git: string; readonly why: string };

/** The same, told apart: where git cannot say what it withholds, nothing may be taken for given. */
export async function lookForRepository(directory: string): Promise<LookedForRepository> {
  // Most hosts have none, and asking git costs a process.
  const real = await resolveLinks(directory);
  const above = await findGitAbove(real);
  if (above === undefined) return { kind: 'none' };
  // Before any git runs: who may exchange the repository meanwhile must not find it running as root.
  const owner = await ownerOnTheWay(above);
  const as = owner === undefined ? {} : { owner };
  const other = owner === undefined ? await whoConfiguresGit(above) : undefined;
  if (other !== undefined) return { kind: 'unreadable', git: above, why: steered(other) };
  const git = gitIn({ directory, userConfig: true, ...as });
  try {
    const printed = await git.revParse(['--show-toplevel', '--absolute-git-dir', '--show-prefix']);
    const [root = '', gitDir = '', prefix = '', ...more] = printed.split('\n');
    // Whose name has a line in it would say where root looks for the rest.
    if (more.length > 0 || join(root, prefix, '.') !== join(real, '.'))
      return { kind: 'unreadable', git: above, why: `it says that it is at ${JSON.stringify(printed)}` };
    const another = isRootsOwn(owner) ? await whoElseConfiguresGit(gitOfRoot, root) : undefined;
    if (another !== undefined) return { kind: 'unreadable', git: above, why: steered(another) };
    return { kind: 'found', repository: { root, gitDir, prefix, ...as } };
  } catch (error) {
    return { kind: 'unreadable', git: above, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * As whom root runs git there: whoever but root owns the repository, or a directory on the way to it, the nearest first.
 * Undefined where all of it is root's, or this is not root.
 */
async function ownerOnTheWay(path: string): Promise<UserRepository['owner']> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await lstat(path);
  if (uid !== 0) return { uid, gid };
  return dirname(path) === path ? undefined : ownerOnTheWay(dirname(path));
}

function steered(who: string): string {
  return (
    `git would run as root there, by a configuration that somebody else may write to: ${who}. ` +
    'Take that permission away, or give the repository to the user who works in it'
  );
}

function isRootsOwn(owner: UserRepository['owner']): boolean {
  return owner === undefined && process.getuid?.() === 0;
}

function gitOfRoot(directory: string): Git {
  return gitIn({ directory, userConfig: true });
}

async function findGitAbove(directory: string): Promise<string | undefined> {
  if (await exists(join(directory, '.git'))) return join(directory, '.git');
  const parent = dirname(directory);
  return parent === directory ? undefined : findGitAbove(parent);
}

export async function readRepositoryState(repository: UserRepository): Promise<RepositoryState | undefined> {
  try {
    const git = plainGit(repository);
    const head = await git.revParse(['--verify', 'HEAD']);
    const changed = await git.status(['--untracked-files=no']);
    return { head, clean: changed.length === 0 };
  } catch {
    // A repository without a commit.
    return undefined;
  }
}

/**
 * Commits the planned files on top of what the user has, under `refs/nixos-ai/<name>`: branch, index and stash stay as
 * they are. Uncommitted changes of tracked files are part of it, as they would be for `nixos-rebuild`.
 */
export async function commitCandidate(
  repository: UserRepository,
  base: RepositoryState,
  changes: NewContent,
  options: { readonly name: string; readonly message: string },
): Promise<string> {
  const index = join(repository.gitDir, `nixos-ai-${options.name.replaceAll('/', '-')}.index`);
  const git = plainGit(repository, index);
  try {
    await removeFile(`${index}.lock`);
    await copyIndex(repository, index);
    await git.raw(['add', '--update']);
    for (const [path, content] of changes) await stage(git, `${repository.prefix}${path}`, content);
    const tree = (await git.raw(['write-tree'])).trim();
    const commit = (
      await git.raw([...(await identity(git)), 'commit-tree', tree, '-p', base.head, '-m', options.message])
    ).trim();
    await git.raw(['update-ref', `refs/nixos-ai/${options.name}`, commit]);
    return commit;
  } finally {
    await removeFile(index);
  }
}

/**
 * Makes the candidate the head of the user's branch, where the branch has not moved meanwhile, and refreshes the index
 * for the files of the run. Throws where git moves no branch although it is where it was: somebody holds its lock.
 */
export async function adoptCandidate(
  repository: UserRepository,
  base: RepositoryState,
  commit: string,
  paths: readonly string[],
): Promise<Adoption> {
  const git = plainGit(repository);
  const headNow = async (): Promise<string> => git.revParse(['HEAD']);
  const head = await headNow();
  // Moved already when a resumed run comes here again.
  if (head !== commit) {
    if (head !== base.head) return { kind: 'moved-meanwhile' };
    try {
      await git.raw(['update-ref', '-m', 'nixos-ai', 'HEAD', commit, base.head]);
    } catch (error) {
      if ((await headNow()) !== base.head) return { kind: 'moved-meanwhile' };
      throw error;
    }
  }
  const named = paths.map((path) => `:(top)${repository.prefix}${path}`);
  try {
    await git.raw(['reset', '--quiet', commit, '--', ...named]);
    return { kind: 'adopted' };
  } catch (error) {
    return { kind: 'adopted', indexLeft: error instanceof Error ? error.message : String(error) };
  }
}

export async function dropCandidate(repository: UserRepository, name: string): Promise<void> {
  await plainGit(repository).raw(['update-ref', '-d', `refs/nixos-ai/${name}`]);
}

/** Makes files known to git without their content, as a person does with `git add --intent-to-add`. */
export async function trackFiles(repository: UserRepository, paths: readonly string[]): Promise<void> {
  const named = paths.map((path) => `:(top,literal)${repository.prefix}${path}`);
  if (named.length > 0) await plainGit(repository).raw(['add', '--intent-to-add', '--force', '--', ...named]);
}

/** In a directory of its owner's: see {@link writeFileAtomic}. */
async function copyIndex({ gitDir, owner }: UserRepository, index: string): Promise<void> {
  const own = await readIfThere(join(gitDir, 'index'));
  if (own === undefined) return;
  await writeFileAtomic(index, own, { mode: 0o600, uid: 0, gid: 0, ...owner });
}

async function stage(git: Git, path: string, content: string | null): Promise<void> {
  if (content === null) {
    await git.raw(['update-index', '--force-remove', '--', path]);
    return;
  }
  const mode = (await git.raw(['ls-files', '--stage', '--', `:(top)${path}`])).split(' ')[0] ?? '';
  // By its standard input: the owner of the repository, whom git runs as, may not read our files.
  const blob = (await git.raw(['hash-object', '-w', '--no-filters', '--stdin'], content)).trim();
  await git.raw(['update-index', '--add', '--cacheinfo', `${mode === '' ? '100644' : mode},${blob},${path}`]);
}

async function identity(git: Git): Promise<string[]> {
  return identityArguments(await git.readConfig('user.name'), await git.readConfig('user.email'));
}

function plainGit(repository: UserRepository, indexFile?: string): Git {
  return gitIn({
    directory: repository.root,
    userConfig: true,
    ...(indexFile === undefined ? {} : { indexFile }),
    ...(repository.owner === undefined ? {} : { owner: repository.owner }),
  });
}
