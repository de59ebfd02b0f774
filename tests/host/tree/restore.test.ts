import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testRestore } from '../../../engine/host/tree/restore.ts';
import type { Exec } from '../../../engine/model/host/exec.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-restore-');
  mkdirSync(at('data/sub'), { recursive: true });
  writeFileSync(at('data/one'), 'one');
  writeFileSync(at('data/sub/two'), 'two');
  symlinkSync('one', at('data/link'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const at = (path: string): string => join(base, path);
const MADE = new Date(Date.now() + 60_000);

const exec: Exec = async ({ argv: [program, ...args] }) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return Promise.resolve({ exitCode: status ?? undefined, stdout, stderr, timedOut: false, aborted: false });
};

/** An archive of the directory, made so, with what was done to the directory before it and after it. */
async function restored(made: (archive: string) => void, after: () => void = () => undefined) {
  made(at('a.tar'));
  after();
  const result = await testRestore(
    exec,
    { path: at('a.tar'), made: MADE },
    at('data'),
    at('scratch'),
    new AbortController().signal,
  );
  expect(readdirSync(at('scratch'))).toEqual([]);
  return result;
}

const tar =
  (directory: string, ...names: readonly string[]) =>
  (archive: string): void =>
    void execFileSync('tar', ['-c', '-f', archive, '-C', directory, ...names], { stdio: 'ignore' });

describe('an archive', () => {
  it.each([
    ['the whole path', () => tar('/', at('data').slice(1))],
    ['the directory by its name', () => tar(base, 'data')],
    ['what is in it', () => tar(at('data'), '.')],
  ])('of %s is the directory that it was made of', async (_, how) => {
    expect(await restored(how())).toEqual({ compared: 3, wrong: [] });
  });

  it.each<[string, () => void, readonly string[]]>([
    ['lacks a file', () => rmSync(at('data/sub/two')), ['sub/two is missing']],
    ['has other content', () => writeFileSync(at('data/one'), 'ten'), ['one differs']],
    [
      'has another link',
      () => {
        rmSync(at('data/link'));
        symlinkSync('sub', at('data/link'));
      },
      ['link differs'],
    ],
    [
      'has a file in the place of a link',
      () => {
        rmSync(at('data/link'));
        writeFileSync(at('data/link'), 'one');
      },
      ['link differs'],
    ],
    [
      'lacks everything',
      () => {
        rmSync(at('data'), { recursive: true });
        mkdirSync(at('data'));
      },
      ['link is missing', 'one is missing', 'sub/two is missing'],
    ],
  ])('that %s is told what is wrong with it', async (_, damage, wrong) => {
    execFileSync('cp', ['-a', at('data'), at('kept')]);
    const putBack = (): void => {
      rmSync(at('data'), { recursive: true });
      execFileSync('cp', ['-a', at('kept'), at('data')]);
    };
    damage();
    expect(await restored(tar(base, 'data'), putBack)).toEqual({ compared: 3, wrong });
  });

  it('is not held to what changed after it was made', async () => {
    const later = new Date(MADE.getTime() + 1_000);
    const change = (): void => {
      writeFileSync(at('data/one'), 'ten');
      utimesSync(at('data/one'), later, later);
      rmSync(at('data/sub/two'));
    };
    expect(await restored(tar(base, 'data'), change)).toEqual({ compared: 1, wrong: [] });
  });

  it('is not held to what is neither a file nor a link', async () => {
    execFileSync('mkfifo', [at('data/pipe')]);
    expect(await restored(tar(base, 'data'))).toEqual({ compared: 3, wrong: [] });
  });

  it('that is none is told so', async () => {
    const { compared, wrong } = await restored((archive) => writeFileSync(archive, 'no archive'));
    expect(compared).toBe(0);
    expect(wrong).toEqual([expect.stringMatching(/^it cannot be unpacked: .*tar/su)]);
  });

  it('of a directory without files is compared with nothing', async () => {
    rmSync(at('data'), { recursive: true });
    mkdirSync(at('data'));
    expect(await restored(tar(base, 'data'))).toEqual({ compared: 0, wrong: [] });
  });
});
