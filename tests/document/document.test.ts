import { expect, test } from 'vitest';
import { readDocument } from '../../engine/document/document.ts';
import { expectFinding, valueOf } from '../runbook/runbooks.ts';
import { countsOf, growth } from '../lib/operations.ts';

const refused: readonly (readonly [title: string, text: string, place: string, ...words: string[]])[] = [
  ['an empty file', '', 'RB004 1:1', 'runbook, version, description and steps'],
  ['a file of comments', '# nothing\n', 'RB004 1:1'],
  ['a file that says null', 'null\n', 'RB004 1:1'],
  ['a second document', 'a: 1\n---\nb: 2\n', 'RB005 2:1'],
  ['broken syntax', 'a: "b\n', 'RB002 2:1', 'not valid YAML'],
  ['a tab as indentation', 'a:\n\t- x\n', 'RB003 2:1', 'two spaces'],
  ['an anchor', 'a: &x 1\n', 'RB006 1:7', '&x'],
  ['an alias', 'a: &x 1\nb: *x\n', 'RB006 2:4', '*x'],
  ['an alias without an anchor', 'b: *x\n', 'RB006 1:4'],
  ['a tag', 'a: !foo x\n', 'RB007 1:9', '!foo'],
  ['a tag of the core schema', 'a: !!str 1\n', 'RB007 1:10'],
  ['a merge key', '<<: { a: 1 }\n', 'RB008 1:1'],
  ['a key written twice', 'a: 1\nb: 2\na: 3\n', 'RB009 3:1', "'a' is written twice", 'line 1'],
  ['a key written twice in a flow map', 'x: { a: 1, a: 2 }\n', 'RB009 1:12'],
  ['33 nested lists', `${'['.repeat(34)}${']'.repeat(34)}\n`, 'RB010 1:34'],
  ['a number as a key', '1: a\n', 'RB011 1:1', 'quotes'],
  ['a list as a key', '? [a]\n: b\n', 'RB011 1:3'],
  ['an integer that loses digits', 'a: 12345678901234567890\n', 'RB012 1:4'],
  ['infinity', 'a: .inf\n', 'RB012 1:4'],
  [
    'a file above the size limit',
    `a: "${'x'.repeat(256 * 1024)}"\n`,
    'RB001 1:1',
    'the limit for a runbook is 262144',
  ],
];

test.each(refused)('refuses %s', (_title, text, place, ...words) => {
  const document = readDocument(text, 'test.yaml');
  expect(document.ok).toBe(false);
  expectFinding(document.findings, place, ...words);
});

test.each(['[', '{', '- ', '{a: ', '[{'])(
  'refuses hostile nesting of %j without running out of stack',
  (open) => {
    const document = readDocument(open.repeat(50_000), 'test.yaml');
    expect(document.findings.map((finding) => finding.code)).toEqual(['RB010']);
  },
);

const count = countsOf(new URL('document.work.ts', import.meta.url));
test('reads ten times as many keys with ten times the work, not a hundred', async () => {
  expect(await growth(count, 'readKeys', [500], [5_000])).toBeLessThan(15);
});

test('reads all of 30,000 keys', () => {
  const text = Array.from({ length: 30_000 }, (_, index) => `k${index}: `).join('\n');
  expect(Object.keys(Object(valueOf(readDocument(text, 'test.yaml')).data))).toHaveLength(30_000);
});

test('keeps words of YAML 1.1 and dates as text, and reads numbers and null', () => {
  const { data } = valueOf(readDocument('[yes, off, 2020-01-01, 0x10, 017, ~, 1e3, 1.5]', 'test.yaml'));
  expect(data).toEqual(['yes', 'off', '2020-01-01', 16, 17, null, 1000, 1.5]);
});

test('keeps a key named __proto__ as a key', () => {
  const { data } = valueOf(readDocument('__proto__: { polluted: true }\n', 'test.yaml'));
  expect(Object.keys(Object(data))).toEqual(['__proto__']);
  expect(Reflect.has({}, 'polluted')).toBe(false);
});

test('finds the place of a value, of its key, and of the nearest part that exists', () => {
  const { locate, locateKey } = valueOf(readDocument('a:\n  - b/c: [1, 22]\n', 'test.yaml'));
  expect(locate('/a/0/b~1c/1')).toEqual({ file: 'test.yaml', line: 2, column: 14 });
  expect(locateKey('/a/0/b~1c')).toEqual({ file: 'test.yaml', line: 2, column: 5 });
  expect(locate('/a/0/nothing/here')).toEqual({ file: 'test.yaml', line: 2, column: 5 });
  expect(locate('')).toEqual({ file: 'test.yaml', line: 1, column: 1 });
});
