import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock, readHolder } from '../../engine/journal/lock.ts';

let state: string;
beforeEach(() => (state = mkdtempSync('/tmp/nixos-ai-lock-')));
afterEach(() => rmSync(state, { recursive: true, force: true }));

const holder = { run: 'r1', pid: 4711, since: '2026-01-01T00:00:00.000Z' };

test.each<[string, string, object | undefined]>([
  ['a holder', JSON.stringify(holder), holder],
  ['a holder, and more', JSON.stringify({ ...holder, more: 1 }), holder],
  ['no run', JSON.stringify({ ...holder, run: 1 }), undefined],
  ['no process', JSON.stringify({ ...holder, pid: '4711' }), undefined],
  ['no time', JSON.stringify({ ...holder, since: undefined }), undefined],
  ['nothing', 'null', undefined],
  ['a text', '"r1"', undefined],
  ['what is no JSON', '{', undefined],
])('a note of %s is read as it is', (_, text, read) => {
  writeFileSync(join(state, 'lock.json'), text);
  expect(readHolder(state)).toEqual(read);
});

test('without a note nobody is known', () => {
  expect(readHolder(state)).toBeUndefined();
});

test('a lock is noted while it is held, and let go once however often that is asked', () => {
  const { lock } = acquireLock(state, holder);
  expect(readHolder(state)).toEqual(holder);
  lock?.release();
  expect(readHolder(state)).toBeUndefined();
  const next = acquireLock(state, { ...holder, run: 'r2' });
  lock?.release();
  expect(readHolder(state)?.run).toBe('r2');
  expect(acquireLock(state, holder).held).toBe(false);
  next.lock?.release();
});

test('what keeps the lock from being opened is no holder', () => {
  mkdirSync(join(state, 'lock.db'));
  expect(() => acquireLock(state, holder)).toThrow('unable to open database file');
});

test('what is no database is no holder', () => {
  writeFileSync(join(state, 'lock.db'), 'x'.repeat(4096));
  expect(() => acquireLock(state, holder)).toThrow('file is not a database');
});

test('a lock whose note was taken away is let go all the same', () => {
  const { lock } = acquireLock(state, holder);
  rmSync(join(state, 'lock.json'));
  lock?.release();
  using next = acquireLock(state, holder).lock;
  expect(next).toBeDefined();
});
