import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { MAX_PATH_NAMES, MAX_PIECES } from '../../engine/nix/syntax/size.ts';
import { costly } from '../lib/scope.ts';
import { config, outcome, set } from './support/apply.ts';

/** The longest file of a configuration that is read. */
const LONGEST = 4 * 2 ** 20;
const CHILD = fileURLToPath(new URL('support/heap-of-edit.ts', import.meta.url));

type Make = (at: number) => string;
const several = (count: number, make: Make): string =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
/** As many as the bound lets through, with a part left for what is around them. */
const most = (pieces: number): number => Math.floor((MAX_PIECES - 2_000) / pieces);

const KINDS: readonly [of: string, pieces: number, make: Make, open: string, close: string][] = [
  ['items', 1, () => 'a ', '{ x = [ ', ']; }'],
  ['strings', 1, () => '"a"', '{ x = [ ', ']; }'],
  ['empty lists', 1, () => '[]', '{ x = [ ', ']; }'],
  ['inherited names', 1, (at) => `n${at} `, '{ inherit ', '; }'],
  ['attributes', 3, (at) => `n${at}=1;`, '{ ', '}'],
  ['empty sets', 3, (at) => `n${at}={};`, '{ ', '}'],
  ['sets of one', 6, (at) => `n${at}={b=1;};`, '{ ', '}'],
  ['computed names', 4, () => '${a}=a;', '{ ', '}'],
  ['packages', 2, () => 'pkgs.a ', '{ pkgs, ... }: { x = [ ', ']; }'],
  ['imports', 2, () => './a ', '{ imports = [ ', ']; }'],
  ['merged sets', 4, (at) => `{n${at}=1;}`, '{ config = lib.mkMerge [ ', ']; }'],
  ['arguments', 1, (at) => `n${at},`, '{ ', '... }: { }'],
  ['interpolations', 1, () => '${a}', '{ x = "', '"; }'],
];

describe('a file of the greatest length', () => {
  test.each(costly(KINDS))(
    'with as many %s as are read is edited with less than 300 MB',
    (_of, pieces, make, open, close) => {
      const text = padded(`${open}${several(most(pieces), make)}${close}`);
      const heap = ['--max-old-space-size=300', '--expose-gc'];
      const said = execFileSync(process.execPath, [...heap, CHILD], { input: text, encoding: 'utf8' });
      const { grown, codes }: { grown: number; codes: readonly string[] } = JSON.parse(said);
      expect(grown).toBeLessThan(200);
      expect(codes.filter((code) => code !== 'NIX104')).toEqual([]);
    },
  );

  test.each(KINDS)('with more %s is refused', (_of, pieces, make, open, close) => {
    const text = `${open}${several(Math.ceil((MAX_PIECES + 1) / pieces), make)}${close}`;
    expect(outcome(config(text), set('a.b', true))).toMatch(/^NIX010 at configuration\.nix:/u);
    expect(parseNix(text, 'a.nix', { anySize: true }).ok).toBe(true);
  });
});

test('a file whose attributes have long paths is refused, as each of them has all the names', () => {
  const nested = (depth: number, count: number): string =>
    `${'{ a = '.repeat(depth)}{ ${several(count, (at) => `n${at} = 1; `)}}${'; }'.repeat(depth)}`;
  const count = Math.floor(MAX_PATH_NAMES / 400) - 500;
  expect(outcome(config(nested(399, count)), set('b', true))).not.toMatch(/^NIX/u);
  expect(outcome(config(nested(399, count + 1_000)), set('b', true))).toMatch(/^NIX010 /u);
  const path = `{ ${'a.'.repeat(20_000)}b = { ${several(300, (at) => `n${at} = 1; `)}}; }`;
  expect(outcome(config(path), set('b', true))).toMatch(/^NIX010 /u);
});

test('an edit that would put more into a file than is read is refused', () => {
  const full = `{ x = [ ${'a '.repeat(MAX_PIECES - 6)}]; }`;
  expect(outcome(config(full), set('a.b', [1, 2, 3]))).toMatch(/^NIX010 at configuration\.nix:/u);
});

function padded(text: string): string {
  return `${text}\n#${'x'.repeat(LONGEST - text.length - 2)}`;
}
