import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isNoEntry, writeAtomically, writeSynced } from '../../engine/journal/durable.ts';

let directory: string;
beforeEach(() => (directory = mkdtempSync('/tmp/nixos-ai-durable-')));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const at = (name: string): string => join(directory, name);
/** Files and directories below the directory, or itself, that this process holds open. */
const held = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(directory)).length;

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

test('a file is replaced whole, and nothing is left beside it or held open', () => {
  writeFileSync(at('file'), 'old', { mode: 0o644 });
  writeFileSync(at(`file.${process.pid}.new`), 'half', { mode: 0o644 });
  writeAtomically(at('file'), 'new', 0o600);
  expect([readdirSync(directory), readFileSync(at('file'), 'utf8')]).toEqual([['file'], 'new']);
  expect(statSync(at('file')).mode & 0o777).toBe(0o600);
  expect(held()).toBe(0);
});

test('a new file has its mode from the first moment, and takes the place of what was there', () => {
  writeFileSync(at('key'), 'old', { mode: 0o644 });
  writeSynced(at('key'), Buffer.from('secret'), 0o600);
  expect([statSync(at('key')).mode & 0o777, readFileSync(at('key'), 'utf8')]).toEqual([0o600, 'secret']);
  expect(held()).toBe(0);
});

test.each([
  [Object.assign(new Error('no'), { code: 'ENOENT' }), true],
  [Object.assign(new Error('no'), { code: 'EACCES' }), false],
  [new Error('ENOENT'), false],
  [{ code: 'ENOENT' }, false],
  [undefined, false],
])('%o says that there is nothing: %s', (error, nothing) => {
  expect(isNoEntry(error)).toBe(nothing);
});
