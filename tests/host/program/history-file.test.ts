import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLineHistory } from '../../../engine/host/program/history-file.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const FILE = 'nixos-ai/history';

it('keeps lines over two starts, newest first, for the owner alone', () => {
  const first = openLineHistory({ XDG_STATE_HOME: base });
  for (const line of ['one', 'two', 'two', '  ', 'th\tree']) first.add(line);
  expect(openLineHistory({ XDG_STATE_HOME: base }).lines).toEqual(['th ree', 'two', 'one']);
  expect(statSync(join(base, FILE)).mode & 0o777).toBe(0o600);
  expect(statSync(join(base, 'nixos-ai')).mode & 0o777).toBe(0o700);
});

it.each([
  [{ HOME: 'home' }, []],
  [{ XDG_STATE_HOME: 'relative', HOME: '' }, []],
  [{}, []],
])('with the environment %j nothing is written', (env, expected) => {
  const history = openLineHistory(env);
  history.add('one');
  expect(history.lines).toEqual(['one']);
  expect(openLineHistory(env).lines).toEqual(expected);
});

it('falls back to the home directory', () => {
  openLineHistory({ HOME: base }).add('one');
  expect(readFileSync(join(base, '.local/state', FILE), 'utf8')).toBe('one\n');
});

it('where the directory cannot be made, lines are known and nothing is written', () => {
  writeFileSync(join(base, 'nixos-ai'), 'a file');
  const history = openLineHistory({ XDG_STATE_HOME: base });
  history.add('one');
  expect(history.lines).toEqual(['one']);
  expect(readFileSync(join(base, 'nixos-ai'), 'utf8')).toBe('a file');
});

it('does not write through a symbolic link', () => {
  mkdirSync(join(base, 'nixos-ai'));
  symlinkSync(join(base, 'elsewhere'), join(base, FILE));
  openLineHistory({ XDG_STATE_HOME: base }).add('one');
  expect(existsSync(join(base, 'elsewhere'))).toBe(false);
});

it('keeps a thousand lines, and cuts a file that has grown', () => {
  mkdirSync(join(base, 'nixos-ai'));
  const lines = Array.from({ length: 2500 }, (_, at) => `line ${at}`);
  writeFileSync(join(base, FILE), `${lines.join('\n')}\n`);
  const history = openLineHistory({ XDG_STATE_HOME: base });
  expect(history.lines).toHaveLength(1000);
  expect(history.lines[0]).toBe('line 2499');
  expect(readFileSync(join(base, FILE), 'utf8').split('\n')).toHaveLength(1001);
  history.add('new');
  expect(history.lines).toHaveLength(1000);
  expect(openLineHistory({ XDG_STATE_HOME: base }).lines.slice(0, 2)).toEqual(['new', 'line 2499']);
});
