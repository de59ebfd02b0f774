import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import { locateFlake, type FlakePlace } from '../../../engine/host/nix/flake-source.ts';
import { explainWithheld } from '../../../engine/host/nix/withheld.ts';
import { listTree } from '../../../engine/host/tree/files.ts';
import { lookForRepository } from '../../../engine/host/tree/user-repository.ts';
import { makeWorkTree } from '../../../engine/host/tree/work-tree.ts';
import type { UserRepository } from '../../../engine/model/host/repository.ts';

let base: string;
let top: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-flake-test-'));
  top = join(base, 'repo');
  mkdirSync(join(top, 'flake/mods'), { recursive: true });
  write('flake/flake.nix', '{ }\n');
  write('flake/mods/a.nix', '{ }\n');
  write('shared/users.nix', '{ }\n');
  write('flake/secret.key', 'zebra\n');
  write('.gitignore', '*.key\n');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(path: string, text: string, root = top): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org'];
  return execFileSync('git', [...identity, '-c', 'protocol.file.allow=always', ...args], {
    cwd: top,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function commit(): void {
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
}

async function located(configuration = join(top, 'flake')): Promise<FlakePlace> {
  const { place } = defaultHostSettings('flake');
  const found = await locateFlake({ ...place, configuration }, { kind: 'live' });
  if (!found.ok) throw new Error(found.findings.map(({ message }) => message).join());
  return found.value;
}

async function repository(): Promise<UserRepository> {
  const found = await lookForRepository(join(top, 'flake'));
  if (found.kind !== 'found') throw new Error(found.kind);
  return found.repository;
}

const ALL = ['.gitignore', 'flake/flake.nix', 'flake/mods/a.nix', 'shared/users.nix'];

describe('where a live flake is read', () => {
  test.each<[string, () => string | void, string]>([
    ['a directory of a repository', commit, 'git+file://TOP?dir=flake'],
    [
      'a link to one',
      () => (commit(), symlinkSync('repo/flake', join(base, 'link')), join(base, 'link')),
      'git+file://TOP?dir=flake',
    ],
    ['the root of a repository', () => (commit(), top), 'git+file://TOP'],
    ['no repository', () => undefined, 'path:TOP/flake'],
    ['a repository without a commit', () => void git('init', '--quiet'), 'git+file://TOP?dir=flake'],
    [
      'a repository whose history was cut off',
      () => {
        commit();
        git('commit', '--quiet', '--allow-empty', '--message', 'second');
        execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${top}`, join(base, 'cut')]);
        return join(base, 'cut/flake');
      },
      'git+file://BASE/cut?dir=flake&shallow=1',
    ],
    [
      'a work tree beside the main one',
      () => {
        commit();
        git('worktree', 'add', '--quiet', join(base, 'other'));
        return join(base, 'other/flake');
      },
      'git+file://BASE/other?dir=flake',
    ],
    [
      'a directory of a repository whose name a URL would change',
      () => {
        commit();
        symlinkSync('repo/flake', join(base, 'x'));
        mkdirSync(join(top, 'a b%20'));
        write('a b%20/flake.nix', '{ }\n');
        return join(top, 'a b%20');
      },
      'git+file://TOP?dir=a%20b%2520',
    ],
  ])('%s', async (_what, make, reference) => {
    const configuration = make();
    const flake = await located(configuration ?? join(top, 'flake'));
    await flake.release();
    expect(flake.reference).toBe(reference.replace('TOP', top).replace('BASE', base));
  });

  test('where git cannot tell what is in it, nothing is read', async () => {
    mkdirSync(join(top, '.git'));
    const { place } = defaultHostSettings('flake');
    const found = await locateFlake({ ...place, configuration: join(top, 'flake') }, { kind: 'live' });
    expect(found.ok ? [] : found.findings.map(({ code }) => code)).toEqual(['EVAL004']);
  });

  test('with a submodule it is a work tree that has its files, and is removed afterwards', async () => {
    const sub = join(base, 'sub');
    write('mod.nix', '{ }\n', sub);
    execFileSync(
      'sh',
      ['-c', 'git init -q && git add . && git -c user.name=A -c user.email=a@b commit -qm s'],
      { cwd: sub },
    );
    commit();
    git('submodule', '--quiet', 'add', sub, 'flake/sub');
    git('commit', '--quiet', '--message', 'sub');
    rmSync(sub, { recursive: true });
    const flake = await located();
    const at = /^git\+file:\/\/(?<at>[^?]+)\?dir=flake$/u.exec(flake.reference)?.groups?.['at'] ?? '';
    expect(await listTree(at)).toEqual([...ALL, '.gitmodules', 'flake/sub/mod.nix'].sort());
    await flake.release();
    expect(existsSync(at)).toBe(false);
  });
});

describe('the work tree of a candidate', () => {
  const tree = (): string => join(base, 'tree');
  const inTree = (...args: string[]): string =>
    execFileSync('git', args, { cwd: tree(), encoding: 'utf8' }).trim();

  async function make(
    changes: ReadonlyMap<string, string | null>,
    head?: string,
  ): Promise<readonly string[]> {
    await makeWorkTree(await repository(), tree(), { head, changes });
    return listTree(tree());
  }

  test.each<[string, () => void, readonly string[]]>([
    ['what is committed', () => undefined, ALL],
    [
      'what was staged',
      () => (write('flake/new.nix', '{ }\n'), void git('add', '--all')),
      [...ALL, 'flake/new.nix'],
    ],
    [
      'what git was told of',
      () => (write('flake/n.nix', '{ }\n'), void git('add', '-N', 'flake/n.nix')),
      [...ALL, 'flake/n.nix'],
    ],
    ['nothing that was never added', () => write('flake/new.nix', '{ }\n'), ALL],
    [
      'nothing that is gone',
      () => rmSync(join(top, 'shared'), { recursive: true }),
      ALL.filter((path) => !path.startsWith('shared')),
    ],
    [
      'nothing that info/exclude names',
      () => (writeFileSync(join(top, '.git/info/exclude'), 'x.nix\n'), write('flake/x.nix', '')),
      ALL,
    ],
    [
      'an ignored file that was added all the same',
      () => void git('add', '--force', 'flake/secret.key'),
      [...ALL, 'flake/secret.key'],
    ],
    [
      'nothing behind a link that stands for a directory',
      () => {
        rmSync(join(top, 'flake/mods'), { recursive: true });
        mkdirSync(join(base, 'elsewhere'));
        writeFileSync(join(base, 'elsewhere/a.nix'), 'zebra');
        symlinkSync(join(base, 'elsewhere'), join(top, 'flake/mods'));
      },
      ALL.filter((path) => !path.includes('mods')),
    ],
    [
      'a repository within, which is no submodule, not at all',
      () => void execFileSync('git', ['init', '-q', join(top, 'flake/inner')]),
      ALL,
    ],
  ])('has %s', async (_what, change, files) => {
    commit();
    change();
    expect(await make(new Map())).toEqual([...files].sort());
  });

  test('has the change, and keeps links, programs and what is changed beside it', async () => {
    write('flake/run.sh', 'old\n');
    chmodSync(join(top, 'flake/run.sh'), 0o755);
    symlinkSync('mods/a.nix', join(top, 'flake/a.nix'));
    commit();
    const head = git('rev-parse', 'HEAD').trim();
    write('shared/users.nix', '{ changed = true; }\n');
    await make(
      new Map([
        ['run.sh', 'new\n'],
        ['made/new.nix', '{ new = true; }\n'],
        ['mods/a.nix', null],
      ]),
      head,
    );
    expect(readFileSync(join(tree(), 'flake/run.sh'), 'utf8')).toBe('new\n');
    expect(readFileSync(join(tree(), 'shared/users.nix'), 'utf8')).toBe('{ changed = true; }\n');
    expect(inTree('rev-parse', 'HEAD')).toBe(head);
    expect(
      inTree('status', '--porcelain')
        .split('\n')
        .map((line) => line.trim())
        .sort(),
    ).toEqual(['A  flake/made/new.nix', 'D  flake/mods/a.nix', 'M  flake/run.sh', 'M  shared/users.nix']);
    expect(inTree('ls-files', '--stage', 'flake/run.sh', 'flake/a.nix').match(/^\d+/gmu)).toEqual([
      '120000',
      '100755',
    ]);
  });

  test('is clean at the commit that holds it, and leaves the repository as it was', async () => {
    commit();
    const before = git('status', '--porcelain');
    await make(new Map(), git('rev-parse', 'HEAD').trim());
    expect(inTree('status', '--porcelain')).toBe('');
    expect(git('status', '--porcelain')).toBe(before);
    expect(
      git('for-each-ref')
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(1);
  });

  test('has what a filter gave the work tree, and starts no filter', async () => {
    git('init', '--quiet');
    git('config', 'filter.crypt.clean', 'tr a-z b-za');
    git('config', 'filter.crypt.smudge', 'tr b-za a-z');
    write('.gitattributes', 'flake/mods/* filter=crypt\n');
    commit();
    expect(git('show', 'HEAD:flake/mods/a.nix')).toBe('{ }\n'.replaceAll(/[a-z]/gu, ''));
    write('flake/mods/b.nix', 'plain\n');
    git('add', '--all');
    await make(new Map());
    expect(readFileSync(join(tree(), 'flake/mods/b.nix'), 'utf8')).toBe('plain\n');
  });
});

describe('what Nix does not find', () => {
  const store = `/nix/store/${'a'.repeat(32)}-source`;

  test.each<[string, () => void, string, string | undefined]>([
    [
      'an ignored file, in the words of Nix 2.8',
      () => write('flake/l.key', ''),
      `error: getting status of '${store}/flake/l.key': No such file or directory\n`,
      'it is ignored (.gitignore:1: *.key)',
    ],
    [
      'a new file, in the words of Nix 2.26',
      () => write('flake/n.nix', ''),
      `error: path '${store}/flake/n.nix' does not exist\n`,
      'it was never added',
    ],
    [
      'a new file, in the words of Nix 2.34',
      () => write('flake/n.nix', ''),
      `error: Path 'flake/n.nix' in the repository "/x" is not tracked by Git.\n`,
      'it was never added',
    ],
    [
      'a new file that is only read',
      () => write('flake/n.txt', ''),
      `error: opening file '${store}/flake/n.txt': No such file or directory\n`,
      'it was never added',
    ],
    [
      'a new directory',
      () => write('flake/d/default.nix', ''),
      `error: getting status of '${store}/flake/d': No such file or directory\n`,
      'it was never added',
    ],
    [
      'a file that is nowhere',
      () => undefined,
      `error: getting status of '${store}/flake/no.nix': No such file or directory\n`,
      undefined,
    ],
    [
      'something in a file that is given',
      () => undefined,
      `error: syntax error, at ${store}/flake/flake.nix:1:1\n`,
      undefined,
    ],
  ])('%s', async (_what, change, said, why) => {
    commit();
    change();
    const found = await explainWithheld(await repository(), said);
    expect(
      found.map(({ code, message }) => [code, /: (?<why>.*?)\. A flake/u.exec(message)?.groups?.['why']]),
    ).toEqual(why === undefined ? [] : [['EVAL005', why]]);
  });
});
