import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gitIn } from '../../../engine/host/tree/git.ts';
import { until } from '../../lib/until.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync('/tmp/nixos-ai-git-');
  execFileSync('git', ['init', '--quiet', directory]);
});
afterEach(() => {
  for (const pid of started()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
  rmSync(directory, { recursive: true, force: true });
});

/** The filters that ran, and what started them. */
function started(): readonly number[] {
  const file = join(directory, '.git', 'started');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(/\s+/u).map(Number) : [];
}

/** A zombie has ended; only nobody has asked how. */
function hasEnded(pid: number): boolean {
  return !existsSync(`/proc/${pid}/stat`) || / Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

function ownSession(): string | undefined {
  const text = readFileSync('/proc/self/stat', 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[3];
}

/** A repository whose owner makes git start a program of theirs for each file. */
function withFilter(script: string): void {
  const filter = join(directory, '.git', 'filter');
  writeFileSync(filter, `#!/bin/sh\necho $$ $PPID >> '${join(directory, '.git', 'started')}'\n${script}\n`, {
    mode: 0o755,
  });
  execFileSync('git', ['-C', directory, 'config', 'filter.slow.clean', filter]);
  writeFileSync(join(directory, '.gitattributes'), '*.nix filter=slow\n');
  writeFileSync(join(directory, 'a.nix'), '{ }\n');
}

test.each([
  ['says nothing', 'exec sleep 600'],
  ['prints all the time', 'while :; do echo on >&2; sleep 0.05; done'],
  ['stops the git that started it', 'kill -STOP $PPID; exec sleep 600'],
])('git ends at its limit although a filter %s', async (_, script) => {
  withFilter(script);
  const git = gitIn({ directory, userConfig: true, limit: 500 });
  await expect(git.raw(['add', 'a.nix'])).rejects.toThrow('git add: no answer within 0.5 s');
  expect(started().length).toBeGreaterThan(1);
  await until(() => started().every((pid) => hasEnded(pid)) || undefined, 'git and its filter have ended');
});

test('what a filter starts is in a session of its own, which has no terminal', async () => {
  const seen = join(directory, '.git', 'seen');
  withFilter(`cat /proc/self/stat > '${seen}'; cat`);
  await gitIn({ directory, userConfig: true }).raw(['add', 'a.nix']);
  const [, , , session, terminal] = readFileSync(seen, 'utf8')
    .replace(/^.*\) /su, '')
    .split(' ');
  expect(session).not.toBe(ownSession());
  expect(terminal).toBe('0');
});

test('what a command fails by is what git says', async () => {
  const git = gitIn({ directory, userConfig: true });
  await expect(git.revParse(['--verify', 'HEAD'])).rejects.toThrow(/Needed a single revision/u);
  expect(await git.raw(['hash-object', '-w', '--stdin'], '')).toMatch(/^e69de29/u);
});
