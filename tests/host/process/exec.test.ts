import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exec } from '../../../engine/host/process/exec.ts';
import { isAlive } from '../../../engine/host/process/detached.ts';
import type { CommandResult } from '../../../engine/model/command.ts';
import { until } from '../../lib/until.ts';

// What is left behind lives far longer than a test may take: a test that waits for it fails by that.
const LONG = 600;
// What talks in a loop has a child now and then.
const PAUSE = 'sleep 0.01';
const TALK = `while :; do echo on; ${PAUSE}; done`;
let dir: string;
const left: number[] = [];

beforeAll(() => void (dir = realpathSync(mkdtempSync('/tmp/nixos-ai-exec-'))));
afterAll(() => {
  for (const pid of left.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

async function run(script: string, options: Parameters<typeof exec>[1] = {}): Promise<CommandResult> {
  const result = await exec({ argv: ['bash', '-c', script, 'script', dir] }, options);
  for (const { pid } of result.leftBehind ?? []) if (pid !== undefined) left.push(pid);
  return result;
}

function ending({ exitCode, timedOut, aborted }: CommandResult): object {
  return { exitCode, timedOut, aborted };
}

/** What is said of it, without numbers that nobody knows beforehand. */
function said({ leftBehind = [] }: CommandResult): readonly string[] {
  return leftBehind
    .filter(({ command }) => command !== PAUSE)
    .map(({ command, holdsOutput }) => `${command}${holdsOutput ? ', holds the output' : ''}`)
    .sort();
}

const ENDED = { exitCode: 0, timedOut: false, aborted: false };

test.each<[string, string, Partial<CommandResult>, readonly string[]]>([
  ['nothing', 'echo out; echo err >&2; exit 3', { exitCode: 3, stdout: 'out\n', stderr: 'err\n' }, []],
  [
    'a child in its group',
    `sleep ${LONG} & echo on`,
    { ...ENDED, stdout: 'on\n' },
    [`sleep ${LONG}, holds the output`],
  ],
  [
    'a child in a session of its own',
    `setsid sleep ${LONG} & echo on`,
    { ...ENDED, stdout: 'on\n' },
    [`sleep ${LONG}, holds the output`],
  ],
  [
    'a grandchild, forked twice',
    `(setsid bash -c 'sleep ${LONG} & exit 0' &); exit 4`,
    { exitCode: 4 },
    [`sleep ${LONG}, holds the output`],
  ],
  ['a child without output', `sleep ${LONG} >/dev/null 2>&1 & exit 0`, ENDED, [`sleep ${LONG}`]],
  [
    'a child that holds only standard error',
    `setsid sleep ${LONG} >/dev/null & exit 5`,
    { exitCode: 5 },
    [`sleep ${LONG}, holds the output`],
  ],
  ['a child that prints for ever', `setsid yes >&2 & exit 0`, ENDED, ['yes, holds the output']],
  [
    'a daemon that lets go of everything',
    `setsid bash -c 'echo $$ > "$0/pid"; exec >/dev/null 2>&1; exec sleep ${LONG}' "$1" & until [ -s "$1/pid" ]; do sleep 0.05; done`,
    ENDED,
    [],
  ],
])('a command that leaves %s is over when its program is', async (_what, script, wanted, names) => {
  const result = await run(script);
  expect(result).toMatchObject(wanted);
  expect(said(result)).toEqual(names);
});

test('a program that closes its output is waited for all the same', async () => {
  const result = await run(`exec >&- 2>&-; until [ -e "$1/go" ]; do sleep 0.05; touch "$1/go"; done; exit 7`);
  expect(result).toMatchObject({ exitCode: 7, stdout: '', stderr: '' });
});

test('what is printed last by a large writer is read to its end', async () => {
  const result = await run('head -c 3000000 /dev/zero | tr "\\0" x; echo end');
  expect(result.stdout.length).toBe(3_000_004);
  expect(result.stdout.endsWith('xend\n')).toBe(true);
});

test.concurrent.each<[string, string, string, readonly string[]]>([
  ['sleeps', '', `exec sleep ${LONG}`, []],
  ['waits for its children', `sleep ${LONG} & sleep ${LONG} &`, 'wait', []],
  ['ignores SIGTERM', `trap '' TERM;`, 'while :; do sleep 0.1; done', []],
  [
    'ends at once, with a child that ignores SIGTERM',
    `(trap '' TERM; while :; do sleep 0.1; done) &`,
    'wait',
    [],
  ],
  ['has stopped itself', '', 'kill -STOP $$', []],
  [
    'waits for a child in another session',
    `setsid sleep ${LONG} & until pgrep -s $! >/dev/null; do sleep 0.05; done;`,
    'wait',
    [`sleep ${LONG}, holds the output`],
  ],
  [
    'ignores SIGTERM, with a child in another session that prints for ever',
    `trap '' TERM; setsid bash -c '${TALK}' & until pgrep -s $! >/dev/null; do sleep 0.05; done;`,
    'while :; do sleep 0.1; done',
    [`bash -c ${TALK}, holds the output`],
  ],
])('a command that %s ends at its time limit, and by a signal', async (what, before, then, names) => {
  const lately = run(`${before} ${then}`, { timeout: 1500 });
  const stop = new AbortController();
  const running = run(`${before} touch "$1/${what}"; ${then}`, { signal: stop.signal });
  await until(() => existsSync(join(dir, what)) || undefined, 'its beginning');
  stop.abort();
  const late = await lately;
  expect(ending(late)).toEqual({ exitCode: undefined, timedOut: true, aborted: false });
  expect(said(late)).toEqual(names);
  const stopped = await running;
  expect(ending(stopped)).toEqual({ exitCode: undefined, timedOut: false, aborted: true });
  expect(said(stopped)).toEqual(names);
});

test('a signal that came before ends it at once', async () => {
  expect(await run(`exec sleep ${LONG}`, { signal: AbortSignal.abort() })).toMatchObject({ aborted: true });
});

test('a program that prints without end is ended', async () => {
  const result = await run('exec yes');
  expect(ending(result)).toEqual({ exitCode: undefined, timedOut: false, aborted: false });
  expect(result.stdout.length).toBeGreaterThan(64 * 1024 * 1024);
});

test.each<[string, readonly [string, ...string[]], object, string]>([
  ['is not there', ['nixos-ai-no-such-program'], {}, 'ENOENT'],
  ['is a directory', ['/tmp'], {}, 'EACCES'],
  ['is to run where nothing is', ['true'], { cwd: '/nixos-ai-no-such-directory' }, 'ENOENT'],
  ['is given more than a program takes', ['true', 'x'.repeat(3_000_000)], {}, 'E2BIG'],
  ['is given a null byte', ['true', 'a\0b'], {}, 'ERR_INVALID_ARG_VALUE'],
])('a program that %s was never started', async (_what, argv, more, spawnError) => {
  expect(await exec({ argv, ...more })).toMatchObject({ exitCode: undefined, spawnError });
});

test('what is written to a program that does not read it is no error', async () => {
  expect(await run('exit 0', { input: 'x'.repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
  expect(await exec({ argv: ['cat'] }, { input: 'read\n' })).toMatchObject({ exitCode: 0, stdout: 'read\n' });
});

test('a command gets only its own environment where it says so, besides the mark that it is known by', async () => {
  const command = { argv: ['/usr/bin/env'], env: { ONE: '1' } } as const;
  const { stdout } = await exec(command, { onlyOwnEnvironment: true });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/=.*/u, ''))
      .sort(),
  ).toEqual(['NIXOS_AI_COMMAND', 'ONE']);
});
