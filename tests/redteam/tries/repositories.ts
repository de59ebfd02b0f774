import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { listGiven } from '../../../engine/host/tree/given-files.ts';
import {
  commitCandidate,
  lookForRepository,
  readRepositoryState,
  trackFiles,
} from '../../../engine/host/tree/user-repository.ts';
import { EVE } from '../../lib/raced.ts';
import { ifSo, inScratch, type Try } from './try.ts';

const NEVER_ROOT = 'no program of theirs runs as root';

/** A repository of root with one file, and a program of somebody else that says as whom it ran. */
interface Ground {
  readonly dir: string;
  readonly repo: string;
  /** Says as whom it runs, and hands on what it is given. */
  readonly evil: string;
}

function git(directory: string, ...args: readonly string[]): void {
  execFileSync(
    'git',
    ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always', ...args],
    {
      cwd: directory,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: 'pipe',
    },
  );
}

function makeRepository(directory: string): void {
  mkdirSync(directory, { recursive: true });
  git(directory, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(directory, 'configuration.nix'), '{ }\n');
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '--message', 'a');
}

/** Git looks into what it has seen before only where the time of a file is another. */
function touch(file: string): void {
  utimesSync(file, new Date(), new Date(2_000_000_000_000));
}

function give(path: string): void {
  execFileSync('chown', ['-R', `${EVE}:${EVE}`, path]);
}

/** What root does with a repository from the first look to the candidate; what was said where it did not. */
async function work(repo: string): Promise<string> {
  const looked = await lookForRepository(repo);
  if (looked.kind !== 'found') return looked.kind;
  const { repository } = looked;
  const state = await readRepositoryState(repository);
  await listGiven(repository);
  await trackFiles(repository, ['configuration.nix']);
  if (state === undefined) return 'no commit';
  const changes = new Map([['configuration.nix', '{ a = 1; }\n']]);
  await commitCandidate(repository, state, changes, { name: 'r/candidate', message: 'm' });
  return 'done';
}

const PROGRAM =
  'git of root reads the configuration of every submodule and of what is included first, and runs only where all of it is root’s';

interface RepositoryTry {
  readonly tried: string;
  readonly mended?: string;
  readonly lay: (ground: Ground) => void;
}

/** A filter in a configuration, for all files. */
function filter(config: string, evil: string): void {
  writeFileSync(config, `[filter "x"]\n\tclean = ${evil}\n\tsmudge = ${evil}\n`, { flag: 'a' });
}

function attributes(repo: string): void {
  mkdirSync(join(repo, '.git/info'), { recursive: true });
  writeFileSync(join(repo, '.git/info/attributes'), '* filter=x diff=x merge=x\n');
  touch(join(repo, 'configuration.nix'));
}

const ROOTS: readonly RepositoryTry[] = [
  {
    tried: 'a submodule of another user with a filter, in a repository of root',
    mended: PROGRAM,
    lay: ({ repo, evil }) => {
      makeRepository(join(repo, 'sub'));
      git(repo, 'add', 'sub');
      git(repo, 'commit', '--quiet', '--message', 'b');
      filter(join(repo, 'sub/.git/config'), evil);
      attributes(join(repo, 'sub'));
      give(join(repo, 'sub'));
    },
  },
  {
    tried: 'a submodule whose own configuration a group may write to',
    mended: PROGRAM,
    lay: ({ repo, evil }) => {
      makeRepository(join(repo, 'sub'));
      git(repo, 'add', 'sub');
      git(repo, 'commit', '--quiet', '--message', 'b');
      filter(join(repo, 'sub/.git/config'), evil);
      attributes(join(repo, 'sub'));
      chownSync(join(repo, 'sub/.git/config'), 0, EVE);
      chmodSync(join(repo, 'sub/.git/config'), 0o664);
    },
  },
  {
    tried: 'a submodule within a submodule, of another user',
    mended: PROGRAM,
    lay: ({ repo, evil }) => {
      makeRepository(join(repo, 'sub'));
      makeRepository(join(repo, 'sub/deep'));
      git(join(repo, 'sub'), 'add', 'deep');
      git(join(repo, 'sub'), 'commit', '--quiet', '--message', 'b');
      git(repo, 'add', 'sub');
      git(repo, 'commit', '--quiet', '--message', 'b');
      filter(join(repo, 'sub/deep/.git/config'), evil);
      attributes(join(repo, 'sub/deep'));
      give(join(repo, 'sub/deep'));
    },
  },
  {
    tried: 'a submodule that is a link to a repository of another user',
    mended: PROGRAM,
    lay: ({ dir, repo, evil }) => {
      makeRepository(join(repo, 'sub'));
      git(repo, 'add', 'sub');
      git(repo, 'commit', '--quiet', '--message', 'b');
      filter(join(repo, 'sub/.git/config'), evil);
      attributes(join(repo, 'sub'));
      renameSync(join(repo, 'sub/.git'), join(dir, 'eve/git'));
      give(join(dir, 'eve/git'));
      symlinkSync(join(dir, 'eve/git'), join(repo, 'sub/.git'));
    },
  },
  {
    tried: 'a configuration of root that includes a file of another user',
    mended: PROGRAM,
    lay: ({ dir, repo, evil }) => {
      filter(join(dir, 'eve/config'), evil);
      give(join(dir, 'eve/config'));
      git(repo, 'config', 'include.path', join(dir, 'eve/config'));
      attributes(repo);
    },
  },
  {
    tried: 'an include under a condition, by a relative path',
    mended: PROGRAM,
    lay: ({ dir, repo, evil }) => {
      filter(join(dir, 'eve/config'), evil);
      give(join(dir, 'eve/config'));
      git(repo, 'config', 'includeIf.gitdir:/.path', '../../eve/config');
      attributes(repo);
    },
  },
  {
    tried: 'an include of a file that another user has still to make',
    lay: ({ dir, repo }) => {
      git(repo, 'config', 'include.path', join(dir, 'eve/later'));
      attributes(repo);
    },
  },
  {
    tried: 'a configuration of the work tree that a group may write to',
    mended: PROGRAM,
    lay: ({ repo, evil }) => {
      git(repo, 'config', 'extensions.worktreeConfig', 'true');
      filter(join(repo, '.git/config.worktree'), evil);
      chownSync(join(repo, '.git/config.worktree'), 0, EVE);
      chmodSync(join(repo, '.git/config.worktree'), 0o664);
      attributes(repo);
    },
  },
  {
    tried: 'a .git of root that is a file which leads to a repository of another user',
    lay: ({ dir, repo, evil }) => {
      filter(join(repo, '.git/config'), evil);
      attributes(repo);
      renameSync(join(repo, '.git'), join(dir, 'eve/git'));
      give(join(dir, 'eve/git'));
      writeFileSync(join(repo, '.git'), `gitdir: ${join(dir, 'eve/git')}\n`);
    },
  },
  {
    tried: 'a .git of root whose common directory is that of another user',
    lay: ({ dir, repo, evil }) => {
      filter(join(repo, '.git/config'), evil);
      attributes(repo);
      renameSync(join(repo, '.git'), join(dir, 'eve/git'));
      give(join(dir, 'eve/git'));
      mkdirSync(join(dir, 'worktree'));
      writeFileSync(join(dir, 'worktree/commondir'), `${join(dir, 'eve/git')}\n`);
      writeFileSync(join(dir, 'worktree/HEAD'), 'ref: refs/heads/main\n');
      writeFileSync(join(repo, '.git'), `gitdir: ${join(dir, 'worktree')}\n`);
    },
  },
  {
    tried: 'a configuration that a link of another user leads to',
    lay: ({ dir, repo, evil }) => {
      filter(join(repo, '.git/config'), evil);
      attributes(repo);
      renameSync(join(repo, '.git/config'), join(dir, 'eve/config'));
      give(join(dir, 'eve/config'));
      symlinkSync(join(dir, 'eve/config'), join(repo, '.git/config'));
    },
  },
];

/** What the owner of a repository may have git start; it runs as them, or not at all. */
const KEYS: readonly (readonly [key: string, why: string])[] = [
  ['core.fsmonitor', 'a monitor'],
  ['core.sshCommand', 'a way to servers'],
  ['core.gitProxy', 'a way to servers'],
  ['core.pager', 'a pager'],
  ['core.editor', 'an editor'],
  ['core.askPass', 'a question for a password'],
  ['core.alternateRefsCommand', 'a list of references'],
  ['diff.external', 'a program for differences'],
  ['diff.x.textconv', 'a program for differences'],
  ['diff.x.command', 'a program for differences'],
  ['merge.x.driver', 'a program for merges'],
  ['filter.x.clean', 'a filter'],
  ['filter.x.process', 'a filter that stays'],
  ['gpg.program', 'a program for signatures'],
  ['credential.helper', 'a helper for passwords'],
  ['uploadpack.packObjectsHook', 'a hook of a server'],
  ['trailer.x.command', 'a program for messages'],
  ['sequence.editor', 'an editor'],
  ['alias.status', 'another meaning of a command'],
];

const OWNERS: readonly RepositoryTry[] = [
  ...KEYS.map(([key, why]) => ({
    tried: `${key} of the owner of a repository: ${why}`,
    lay: ({ repo, evil }: Ground): void => {
      git(repo, 'config', key, key === 'alias.status' ? `!${evil}` : evil);
      attributes(repo);
      give(repo);
    },
  })),
  {
    tried: 'hooks of the owner of a repository',
    lay: ({ repo, evil }) => {
      for (const hook of ['post-index-change', 'reference-transaction', 'pre-commit', 'post-commit'])
        symlinkSync(evil, join(repo, '.git/hooks', hook));
      give(repo);
    },
  },
  {
    tried: 'hooks elsewhere, by core.hooksPath of the owner',
    lay: ({ dir, repo, evil }) => {
      mkdirSync(join(dir, 'eve/hooks'));
      symlinkSync(evil, join(dir, 'eve/hooks/reference-transaction'));
      git(repo, 'config', 'core.hooksPath', join(dir, 'eve/hooks'));
      give(repo);
    },
  },
  {
    tried: 'objects that are borrowed from a place of root',
    lay: ({ dir, repo }) => {
      makeRepository(join(dir, 'root'));
      chmodSync(join(dir, 'root'), 0o700);
      mkdirSync(join(repo, '.git/objects/info'), { recursive: true });
      writeFileSync(join(repo, '.git/objects/info/alternates'), `${join(dir, 'root/.git/objects')}\n`);
      give(repo);
    },
  },
  {
    tried: 'core.worktree of the owner that leads to a directory of root',
    lay: ({ dir, repo }) => {
      mkdirSync(join(dir, 'root'), { mode: 0o700 });
      git(repo, 'config', 'core.worktree', join(dir, 'root'));
      give(repo);
    },
  },
  {
    tried: 'an index of the owner that is a link to a file of root',
    lay: ({ dir, repo }) => {
      writeFileSync(join(dir, 'secret'), 'x', { mode: 0o600 });
      rmSync(join(repo, '.git/index'));
      give(repo);
      symlinkSync(join(dir, 'secret'), join(repo, '.git/index'));
    },
  },
];

export const REPOSITORIES: readonly Try[] = [...ROOTS, ...OWNERS].map(({ tried, mended, lay }) => ({
  kind: 'repositories',
  tried,
  expected: NEVER_ROOT,
  ...(mended === undefined ? {} : { mended }),
  play: async () =>
    inScratch(async (dir) => {
      const repo = join(dir, 'nixos');
      const evil = join(dir, 'eve/evil');
      mkdirSync(join(dir, 'eve'));
      mkdirSync(join(dir, 'ran'));
      chmodSync(join(dir, 'ran'), 0o777);
      writeFileSync(evil, `#!/bin/sh\nid -u >> ${dir}/ran/$(id -u)\ncat\n`);
      chmodSync(evil, 0o755);
      chownSync(join(dir, 'eve'), EVE, EVE);
      makeRepository(repo);
      lay({ dir, repo, evil });
      const said = await work(repo).catch((error: unknown) => String(error));
      const ran = join(dir, 'ran/0');
      return ifSo(!existsSync(ran), NEVER_ROOT, { said, ran: existsSync(ran) && readFileSync(ran, 'utf8') });
    }),
}));
