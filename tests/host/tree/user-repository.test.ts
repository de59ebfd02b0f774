import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  adoptCandidate,
  commitCandidate,
  findUserRepository,
  lookForRepository,
  readRepositoryState,
} from '../../../engine/host/tree/user-repository.ts';
import type { UserRepository } from '../../../engine/model/host/repository.ts';
import { AS_ROOT } from '../../lib/needs.ts';

const { HOME } = process.env;
let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-test-'));
  root = join(base, 'of a user');
  mkdirSync(join(root, 'hosts'), { recursive: true });
  // Nobody's own settings of git.
  process.env['HOME'] = base;
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(root, 'hosts', 'a b.nix'), '{ }\n');
});

afterEach(() => {
  process.env['HOME'] = HOME;
  rmSync(base, { recursive: true, force: true });
});

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', env: { ...process.env, HOME: base } });
}

function commitAll(): void {
  git('add', '--all');
  git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', 'commit', '--quiet', '--message', 'first');
}

async function found(directory: string): Promise<UserRepository> {
  const repository = await findUserRepository(directory);
  if (repository === undefined) throw new Error('no repository was found');
  return repository;
}

test('a repository is found from its root and from a directory in it, and not beside it', async () => {
  expect(await findUserRepository(root)).toEqual({ root, gitDir: join(root, '.git'), prefix: '' });
  expect(await findUserRepository(join(root, 'hosts'))).toMatchObject({ root, prefix: 'hosts/' });
  expect(await findUserRepository(base)).toBeUndefined();
});

test('a repository without a commit has no state', async () => {
  expect(await readRepositoryState(await found(root))).toBeUndefined();
});

test.each<[string, boolean, () => void]>([
  ['nothing', true, () => undefined],
  ['a file that is not tracked', true, () => writeFileSync(join(root, 'new'), '')],
  ['a changed file', false, () => writeFileSync(join(root, 'hosts', 'a b.nix'), '{ a = 1; }\n')],
  ['a removed file', false, () => rmSync(join(root, 'hosts', 'a b.nix'))],
  [
    'a staged file',
    false,
    () => {
      writeFileSync(join(root, 'new'), '');
      git('add', 'new');
    },
  ],
  ['a renamed file', false, () => void git('mv', 'hosts/a b.nix', 'hosts/b.nix')],
])('with %s since the commit a repository is clean: %s', async (_what, clean, change) => {
  commitAll();
  change();
  const head = git('rev-parse', 'HEAD').trim();
  expect(await readRepositoryState(await found(root))).toEqual({ head, clean });
});

test.each([
  ['the engine where the user has not said who commits', () => undefined, 'nixos-ai <nixos-ai@localhost>'],
  [
    'the user where they have',
    () => {
      git('config', 'user.name', 'Ann of Example');
      git('config', 'user.email', 'ann@example.org');
    },
    'Ann of Example <ann@example.org>',
  ],
])('a candidate is committed by %s', async (_who, configure, author) => {
  commitAll();
  configure();
  const repository = await found(join(root, 'hosts'));
  const state = await readRepositoryState(repository);
  if (state === undefined) throw new Error('no state was read');
  const changes = new Map([
    ['a b.nix', '{ b = 2; }\n'],
    ['ä.nix', '{ }\n'],
  ]);
  const options = { name: 'run/candidate', message: 'a change', scratch: join(base, 'scratch', 'file') };
  const commit = await commitCandidate(repository, state, changes, options);
  expect(git('log', '-1', '--format=%an <%ae>|%s|%P', commit).trim()).toBe(
    `${author}|a change|${state.head}`,
  );
  expect(git('show', `${commit}:hosts/a b.nix`)).toBe('{ b = 2; }\n');
  expect(git('rev-parse', 'HEAD').trim()).toBe(state.head);

  changes.forEach((text, path) => writeFileSync(join(root, 'hosts', path), text));
  expect(await adoptCandidate(repository, state, commit, [...changes.keys()])).toEqual({ kind: 'adopted' });
  expect(await readRepositoryState(repository)).toEqual({ head: commit, clean: true });
  expect(readFileSync(join(root, 'hosts', 'a b.nix'), 'utf8')).toBe('{ b = 2; }\n');
});

test('a branch that has moved meanwhile is left where it is', async () => {
  commitAll();
  const repository = await found(root);
  const state = await readRepositoryState(repository);
  if (state === undefined) throw new Error('no state was read');
  const options = { name: 'run/candidate', message: 'a change', scratch: join(base, 'scratch') };
  const commit = await commitCandidate(repository, state, new Map([['new.nix', '{ }\n']]), options);
  writeFileSync(join(root, 'other.nix'), '{ }\n');
  commitAll();
  const head = git('rev-parse', 'HEAD').trim();
  expect(await adoptCandidate(repository, state, commit, ['new.nix'])).toEqual({ kind: 'moved-meanwhile' });
  expect(git('rev-parse', 'HEAD').trim()).toBe(head);
});

test('a branch that somebody holds has not moved, and an index that they hold is left', async () => {
  commitAll();
  const repository = await found(root);
  const state = await readRepositoryState(repository);
  if (state === undefined) throw new Error('no state was read');
  const commit = await commitCandidate(repository, state, new Map([['new.nix', '{ }\n']]), {
    name: 'run/candidate',
    message: 'a change',
  });
  const locks = ['refs/heads/main.lock', 'index.lock'].map((name) => join(root, '.git', name));
  for (const lock of locks) writeFileSync(lock, '');
  await expect(adoptCandidate(repository, state, commit, ['new.nix'])).rejects.toThrow(/main\.lock/u);
  expect(git('rev-parse', 'HEAD').trim()).toBe(state.head);
  rmSync(locks[0] ?? '');
  expect(await adoptCandidate(repository, state, commit, ['new.nix'])).toEqual({
    kind: 'adopted',
    indexLeft: expect.stringContaining('index.lock') as string,
  });
  expect(git('rev-parse', 'HEAD').trim()).toBe(commit);
});

test(
  'an index is not written through a link that the owner of the repository put there',
  AS_ROOT,
  async () => {
    commitAll();
    const victim = join(base, 'victim');
    writeFileSync(victim, 'of root', { mode: 0o600 });
    chmodSync(base, 0o755);
    symlinkSync(victim, join(root, '.git', 'nixos-ai-run-1.index'));
    execFileSync('chown', ['-hR', '12345:12345', root]);
    const repository = await found(root);
    expect(repository.owner).toEqual({ uid: 12345, gid: 12345 });
    const state = await readRepositoryState(repository);
    if (state === undefined) throw new Error('it has no commit');
    const options = { name: 'run/1', message: 'm', scratch: join(base, 'scratch') };
    await expect(commitCandidate(repository, state, new Map(), options)).rejects.toThrow(/leads to what/u);
    expect(statSync(victim)).toMatchObject({ uid: 0, mode: 0o100600 });
    expect(readFileSync(victim, 'utf8')).toBe('of root');
  },
);

test.each([
  ['the repository', ''],
  ['the directory around the repository', 'around'],
])('git runs as the one who owns %s', AS_ROOT, async (_, which) => {
  commitAll();
  chmodSync(base, 0o755);
  chownSync(which === '' ? join(root, '.git') : root, 12345, 12345);
  expect(await findUserRepository(root)).toMatchObject({ owner: { uid: 12345 } });
});

test.each<{ name: string; give: () => void; who: RegExp }>([
  {
    name: 'a configuration of git that a group may write to',
    give: () => chmodSync(join(root, '.git', 'config'), 0o664),
    who: /config may be written to by the group with the id 0/u,
  },
  {
    name: 'a directory in which everybody may exchange the repository',
    give: () => chmodSync(root, 0o777),
    who: /of a user may be written to by everybody/u,
  },
  {
    name: 'a repository that lies with somebody else',
    give: () => {
      const elsewhere = join(base, 'elsewhere');
      renameSync(join(root, '.git'), elsewhere);
      chownSync(elsewhere, 12345, 12345);
      chownSync(join(elsewhere, 'config'), 12345, 12345);
      writeFileSync(join(root, '.git'), `gitdir: ${elsewhere}\n`);
    },
    who: /belongs to the user with the id 12345/u,
  },
])('root runs no git by $name', AS_ROOT, async ({ give, who }) => {
  const canary = join(base, 'ran');
  appendFileSync(join(root, '.git', 'config'), `[filter "theirs"]\n\tclean = "touch ${canary}; cat"\n`);
  writeFileSync(join(root, '.gitattributes'), '*.nix filter=theirs\n');
  commitAll();
  rmSync(canary);
  writeFileSync(join(root, 'hosts', 'a b.nix'), '{ a = 1; }\n');
  give();
  const looked = await lookForRepository(root);
  expect(looked).toMatchObject({ kind: 'unreadable', why: expect.stringMatching(who) as unknown });
  expect(await findUserRepository(root)).toBeUndefined();
  expect(existsSync(canary)).toBe(false);
});

test.each([
  ['its directory', 'x\n/etc', '.git'],
  ['its directory, and a repository beside it', 'x\n/etc', '../beside'],
  ['its repository', 'x', '../beside\n/etc'],
])('a line break in the name of %s names no other place', async (_, name, repository) => {
  const directory = join(base, name);
  mkdirSync(directory, { recursive: true });
  const options = repository === '.git' ? [] : ['--separate-git-dir', join(directory, repository)];
  if (repository !== '.git') mkdirSync(join(directory, repository, '..'), { recursive: true });
  execFileSync('git', ['init', '--quiet', ...options, '.'], { cwd: directory });
  expect(await findUserRepository(directory)).toBeUndefined();
});
