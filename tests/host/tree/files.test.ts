import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from '../../../engine/host/tree/files.ts';
import { AS_ROOT } from '../../lib/needs.ts';
import { until } from '../../lib/until.ts';

const MODULE = new URL('../../../engine/host/tree/files.ts', import.meta.url).href;
let directory: string;
beforeEach(() => (directory = mkdtempSync('/tmp/nixos-ai-files-')));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('what many processes write at once is whole, and none of them fails', async () => {
  const file = join(directory, 'facts.json');
  const writers = ['a', 'b', 'c', 'd'].map((letter) =>
    spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { writeShared } from ${JSON.stringify(MODULE)};
       for (let round = 0; round < 100; round += 1)
         await writeShared(${JSON.stringify(file)}, '${letter}'.repeat(100_000));`,
    ]),
  );
  const ended = await Promise.all(writers.map(async (writer) => once(writer, 'exit')));
  expect(ended.map(([exitCode]: readonly unknown[]) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toMatch(/^(?:a{100000}|b{100000}|c{100000}|d{100000})$/u);
  expect(readdirSync(directory)).toEqual(['facts.json']);
});

const EVE = 12345;

test.each([
  ['before anything is in it', 'file:token opened#1'],
  ['before it is renamed', 'file:token written#1'],
])(
  'root gives no file away when the owner of the directory exchanges what is written, %s',
  AS_ROOT,
  async (_, point) => {
    const [victim, home] = [join(directory, 'victim'), join(directory, 'home')];
    writeFileSync(victim, 'of root', { mode: 0o600 });
    mkdirSync(home);
    writeFileSync(join(home, 'token'), 'old', { mode: 0o644 });
    for (const path of [home, join(home, 'token')]) chownSync(path, EVE, EVE);
    chmodSync(directory, 0o755);
    const writer = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { writeFileAtomic } from ${JSON.stringify(MODULE)};
       await writeFileAtomic(${JSON.stringify(join(home, 'token'))}, 'new');`,
      ],
      { env: { ...process.env, NIXOS_AI_FAULT_STOP: point }, stdio: 'inherit' },
    );
    const ended = once(writer, 'exit');
    try {
      await until(
        () => / T /u.test(readFileSync(`/proc/${writer.pid}/stat`, 'utf8')) || undefined,
        'the writer stands still',
        { within: 20_000 },
      );
      const swap = 'cd home && for f in .token.*; do mv "$f" gone && ln -s ../victim "$f"; done';
      const eve = spawn('sh', ['-c', swap], { cwd: directory, uid: EVE, gid: EVE });
      expect(await once(eve, 'exit')).toEqual([0, null]);
      writer.kill('SIGCONT');
      await ended;
    } finally {
      writer.kill('SIGKILL');
    }
    expect(statSync(victim)).toMatchObject({ uid: 0, mode: 0o100600 });
    expect(readFileSync(victim, 'utf8')).toBe('of root');
  },
);

test('a directory that looks like what a write left behind stands in no write', async () => {
  mkdirSync(join(directory, '.facts.json.nixos-ai-x'));
  writeFileSync(join(directory, '.facts.json.nixos-ai-y'), 'half');
  await writeFileAtomic(join(directory, 'facts.json'), 'whole');
  expect(readdirSync(directory).sort()).toEqual(['.facts.json.nixos-ai-x', 'facts.json']);
});
