import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeptFree } from '../../../engine/host/storage/disk-trouble.ts';
import { exec } from '../../../engine/host/process/exec.ts';
import { testRestore } from '../../../engine/host/tree/restore.ts';

let base: string;
let original: string;
let copy: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync('/tmp/nixos-ai-restore-'));
  original = join(base, 'srv/data');
  copy = join(base, 'copy');
  mkdirSync(join(original, 'deep/er'), { recursive: true });
  mkdirSync(copy);
  writeFileSync(join(original, 'one'), 'one\n');
  writeFileSync(join(original, 'deep/er/two'), 'two\n');
  symlinkSync('one', join(original, 'link'));
  for (const name of ['one', 'deep/er/two']) utimesSync(join(original, name), 1e9, 1e9);
  // It has a time of its own, and is compared only where that is older than the archive.
  execFileSync('touch', ['--no-dereference', '--date=@1000000000', join(original, 'link')]);
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

/** What comes of the archive that `tar` makes with these arguments. */
async function restored(...argv: readonly string[]) {
  const path = join(base, 'backup.tar');
  execFileSync('tar', ['-c', '-f', path, ...argv], { stdio: 'ignore' });
  return testRestore(exec, { path, made: new Date(2e12) }, original, join(base, 'scratch'), neverAborted);
}

const neverAborted = new AbortController().signal;
const inCopy = (...path: readonly string[]): string => join(copy, ...path);
const copyAll = (): string => execFileSync('cp', ['-a', `${original}/.`, copy], { encoding: 'utf8' });

test.each<[string, () => readonly string[]]>([
  ['the whole path', () => ['-C', '/', original.slice(1)]],
  ['the directory by its name', () => ['-C', join(base, 'srv'), 'data']],
  ['what is in it', () => ['-C', original, '.']],
  [
    'one file as a hard link to another of the archive',
    () => {
      copyAll();
      rmSync(inCopy('deep/er/two'));
      writeFileSync(join(original, 'deep/er/two'), 'one\n');
      linkSync(inCopy('one'), inCopy('deep/er/two'));
      return ['-C', copy, '.'];
    },
  ],
])('an archive of %s gives everything back', async (_what, make) => {
  expect(await restored(...make())).toEqual({ compared: 3, wrong: [] });
});

const ALL_MISSING = ['deep/er/two is missing', 'link is missing', 'one is missing'];

test.each<[string, () => readonly string[], readonly string[]]>([
  [
    'a link to the original, by its name',
    () => {
      symlinkSync(original, inCopy('data'));
      return ['-C', copy, 'data'];
    },
    ALL_MISSING,
  ],
  [
    'a link to the original, by its whole path',
    () => {
      mkdirSync(inCopy(base, 'srv'), { recursive: true });
      symlinkSync(original, inCopy(original));
      return ['-C', copy, base.slice(1)];
    },
    ALL_MISSING,
  ],
  [
    'a link on the way to it',
    () => {
      mkdirSync(inCopy(base), { recursive: true });
      symlinkSync(join(base, 'srv'), inCopy(base, 'srv'));
      return ['-C', copy, base.slice(1)];
    },
    ALL_MISSING,
  ],
  [
    'a directory as a link to that of the original',
    () => {
      copyAll();
      rmSync(inCopy('deep'), { recursive: true });
      symlinkSync(join(original, 'deep'), inCopy('deep'));
      return ['-C', copy, '.'];
    },
    ['deep/er/two is only behind a link in the archive'],
  ],
  [
    'a directory deeper down as a link to that of the original',
    () => {
      copyAll();
      rmSync(inCopy('deep/er'), { recursive: true });
      symlinkSync(join(original, 'deep/er'), inCopy('deep/er'));
      return ['-C', copy, '.'];
    },
    ['deep/er/two is only behind a link in the archive'],
  ],
  [
    'a file as a link to that of the original',
    () => {
      copyAll();
      rmSync(inCopy('one'));
      symlinkSync(join(original, 'one'), inCopy('one'));
      return ['-C', copy, '.'];
    },
    ['one is only a link in the archive'],
  ],
  [
    'another content',
    () => {
      copyAll();
      writeFileSync(inCopy('one'), 'two\n');
      return ['-C', copy, '.'];
    },
    ['one differs'],
  ],
  [
    'a link that leads elsewhere',
    () => {
      copyAll();
      rmSync(inCopy('link'));
      symlinkSync('deep', inCopy('link'));
      return ['-C', copy, '.'];
    },
    ['link differs'],
  ],
  [
    'the file that a link leads to',
    () => {
      copyAll();
      rmSync(inCopy('link'));
      writeFileSync(inCopy('link'), readFileSync(join(original, 'one')));
      return ['-C', copy, '.'];
    },
    ['link differs'],
  ],
  [
    'a directory where a file was',
    () => {
      copyAll();
      rmSync(inCopy('one'));
      mkdirSync(inCopy('one'));
      return ['-C', copy, '.'];
    },
    ['one is missing'],
  ],
])('an archive that holds %s is not believed', async (_what, make, wrong) => {
  expect(await restored(...make())).toEqual({ compared: 3, wrong });
});

test('nothing of the original changes, and nothing unpacked stays', async () => {
  symlinkSync(original, inCopy('data'));
  await restored('-C', copy, 'data');
  expect(readFileSync(join(original, 'one'), 'utf8')).toBe('one\n');
  expect(execFileSync('ls', ['-A', join(base, 'scratch')], { encoding: 'utf8' })).toBe('');
});

test('an archive is not held to what changed or went away after it was made', async () => {
  copyAll();
  writeFileSync(join(original, 'one'), 'ten\n');
  utimesSync(join(original, 'one'), 3e9, 3e9);
  rmSync(join(original, 'deep/er/two'));
  expect(await restored('-C', copy, '.')).toEqual({ compared: 1, wrong: [] });
});

test('an archive is not held to what is neither a file nor a link', async () => {
  execFileSync('mkfifo', [join(original, 'pipe')]);
  expect(await restored('-C', original, '.')).toEqual({ compared: 3, wrong: [] });
});

test('an archive of a directory without files is compared with nothing', async () => {
  rmSync(original, { recursive: true });
  mkdirSync(original);
  expect(await restored('-C', original, '.')).toEqual({ compared: 0, wrong: [] });
});

describe('an archive that takes more than is there does not fill the disk', () => {
  const bomb = async (make: string, leave?: KeptFree) => {
    const path = join(base, 'backup.tar');
    execFileSync('bash', ['-ec', make, 'bash', path], { cwd: copy });
    const archive = { path, made: new Date(2e12) };
    return testRestore(exec, archive, original, join(base, 'scratch'), neverAborted, leave);
  };

  test('where less is left of the disk than is to be', async () => {
    const all = { bytes: Infinity, part: 1, files: 0 };
    const { compared, wrong } = await bomb('truncate -s 1G zero; tar -cSf "$1" .', all);
    expect(compared).toBe(0);
    expect(wrong).toEqual([expect.stringContaining('more than the disk takes')]);
  });

  test.each<[string, string]>([
    ['a file of a terabyte of holes', 'truncate -s 1T zero; tar -cSf "$1" .'],
    ['directories in one another', 'mkdir -p "$(printf \'d/%.0s\' $(seq 1500))"; tar -cf "$1" .'],
    ['links that lead out', 'ln -s / root; ln -s ../../../../etc up; tar -cf "$1" .'],
  ])('%s, and nothing of it stays', async (_, make) => {
    const { wrong } = await bomb(make);
    expect(wrong).not.toEqual([]);
    expect(readdirSync(join(base, 'scratch'))).toEqual([]);
  });
});

test.each([
  ['at its end', 3_000_000, 2_999_999],
  ['where one part ends', 2_097_152, 1_048_576],
])('a large file that differs %s is seen', async (_, size, at) => {
  const bytes = Buffer.alloc(size, 'x');
  writeFileSync(join(original, 'one'), bytes);
  copyAll();
  bytes[at] = 0;
  writeFileSync(inCopy('one'), bytes);
  expect((await restored('-C', copy, '.')).wrong).toEqual(['one differs']);
});

test('what is no archive is told so', async () => {
  writeFileSync(join(base, 'backup.tar'), 'no archive');
  const archive = { path: join(base, 'backup.tar'), made: new Date(2e12) };
  const { compared, wrong } = await testRestore(exec, archive, original, join(base, 'scratch'), neverAborted);
  expect(compared).toBe(0);
  expect(wrong).toEqual([expect.stringMatching(/^it cannot be unpacked: .*tar/su)]);
});
