import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openIndexDb, type StoredIndex } from '../../../engine/host/nix/index-db.ts';
import type { OptionDeclaration } from '../../../engine/model/options/option.ts';

const MODULE = new URL('../../../engine/host/nix/index-db.ts', import.meta.url).pathname;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync('/tmp/nixos-ai-test-');
});
afterEach(() => rmSync(directory, { recursive: true }));

const option = (name: string, description = ''): OptionDeclaration => ({
  name,
  type: 'boolean',
  tree: { name: 'bool' },
  description,
});
const indexOf = (...names: string[]): StoredIndex => ({
  options: names.map((name) => option(name)),
  packages: [{ attr: 'htop', name: 'htop', version: '3', description: 'An interactive process viewer' }],
});

test('gives back what was written, in another process too', () => {
  using db = closing();
  db.write('one', indexOf('a.enable'));
  using again = closing();
  expect(again.read('one')).toEqual(indexOf('a.enable'));
  expect(again.newest()).toBe('one');
  expect(again.read('two')).toBeUndefined();
});

test('keeps the last three, each with a search of its own', () => {
  using db = closing();
  for (const key of ['one', 'two', 'three', 'four', 'two']) db.write(key, indexOf(`services.${key}.enable`));
  expect(['one', 'two', 'three', 'four'].filter((key) => db.read(key) !== undefined)).toEqual([
    'two',
    'three',
    'four',
  ]);
  expect(db.newest()).toBe('two');
  expect(db.searchOptions('three', 'three')).toHaveLength(1);
  expect(db.searchOptions('three', 'four')).toEqual([]);
  expect(db.searchOptions('one', 'one')).toEqual([]);
});

test('a write that fails in the middle leaves what was there', () => {
  using db = closing();
  db.write('old', indexOf('services.nginx.enable'));
  const broken: StoredIndex = { options: [option('a.b')], packages: [Object.create(null, failing())] };
  expect(() => db.write('new', broken)).toThrow('cut off');
  expect(db.read('new')).toBeUndefined();
  expect(db.searchOptions('old', 'nginx')).toHaveLength(1);
});

function failing(): PropertyDescriptorMap {
  return {
    attr: {
      get: () => {
        throw new Error('cut off');
      },
    },
  };
}

test('a process that is killed in the middle of a write leaves what was there', () => {
  {
    using db = closing();
    db.write('old', indexOf('services.nginx.enable'));
  }
  const script = `
    import { openIndexDb } from '${MODULE}';
    const options = Array.from({ length: 3000 }, (_, n) => ({ name: 'a.b' + n, type: 'boolean', tree: { name: 'bool' } }));
    const last = { attr: 'x', version: '1', get name() { process.kill(process.pid, 'SIGKILL'); return 'x'; }, toJSON: () => ({}) };
    openIndexDb('${directory}').write('new', { options, packages: [last] });
  `;
  const killed = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([killed.signal, killed.stderr.includes('Error')]).toEqual(['SIGKILL', false]);
  using db = closing();
  expect(db.read('new')).toBeUndefined();
  expect(db.newest()).toBe('old');
  expect(db.searchOptions('old', 'nginx')).toHaveLength(1);
  db.write('new', indexOf('services.docker.enable'));
  expect(db.searchOptions('new', 'docker')).toHaveLength(1);
});

test.each([
  ['text', 'this is no database, and it is longer than the head of a database file would be: '.repeat(4)],
  ['nothing', ''],
])('a file of %s is begun anew', (_what, content) => {
  writeFileSync(join(directory, 'index.db'), content);
  using db = closing();
  db.write('one', indexOf('a.enable'));
  expect(db.read('one')).toEqual(indexOf('a.enable'));
});

test('one process at a time takes on the making of an index', () => {
  using db = closing();
  const living = (pid: number): boolean => pid === 1;
  expect(db.claim(1, living)).toBe(true);
  expect(db.claim(2, living)).toBe(false);
  db.release(1);
  expect(db.claim(2, living)).toBe(true);
  // It died without a word.
  expect(db.claim(3, living)).toBe(true);
});

test.each([
  ['a word of the name', 'hosts', 'services.nginx.virtualHosts'],
  ['a whole component', 'virtualhosts', 'services.nginx.virtualHosts'],
  ['the beginning of a word', 'virtu', 'services.nginx.virtualHosts'],
  ['another form of a word', 'listening', 'services.redis.bind'],
  ['a part of a word', 'ssh', 'services.openssh.enable'],
  ['a word with a slip', 'ngnix', 'services.nginx.virtualHosts'],
  ['a word of the description', 'addresses', 'services.redis.bind'],
  ['a word in quotes', '"openssh" OR (', 'services.openssh.enable'],
])('finds an option by %s', (_what, query, name) => {
  using db = closing();
  const options = [
    option('services.nginx.virtualHosts', 'Sites.'),
    option('services.redis.bind', 'The address that it listens on.'),
    option('services.openssh.enable'),
  ];
  db.write('key', { options, packages: [] });
  const [first] = db.searchOptions('key', query);
  expect(options[first?.item ?? -1]?.name).toBe(name);
});

test('makes a directory of few files, and finds nothing for no words', () => {
  using db = closing();
  db.write('key', indexOf('a.enable'));
  expect(readdirSync(directory).every((name) => name.startsWith('index.db'))).toBe(true);
  expect(db.searchOptions('key', '…')).toEqual([]);
  expect(db.searchPackages('key', 'viewer')).toHaveLength(1);
});

function closing() {
  const db = openIndexDb(directory);
  return { ...db, [Symbol.dispose]: () => db.close() };
}
