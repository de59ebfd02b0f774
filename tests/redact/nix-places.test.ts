import { expect, test } from 'vitest';
import { parseNix } from '../../engine/nix/parse.ts';
import { NixPlaces } from '../../engine/redact/nix-places.ts';
import { valueOf } from '../runbook/runbooks.ts';

/** The text with the part between the bars taken out. */
function without(marked: string): string {
  const [before = '', secret = '', after = ''] = marked.split('|');
  const tree = valueOf(parseNix(before + secret + after, 'a.nix'));
  const found = { kind: 'token', start: before.length, end: before.length + secret.length };
  return new NixPlaces(tree).replace([found], () => '#');
}

test.each([
  ['{ a = "x |secret| y"; }', '{ a = "x # y"; }'],
  [String.raw`{ a = "x |secret\|" y"; }`, '{ a = "x # y"; }'],
  [String.raw`{ a = "x \|"secret| y"; }`, '{ a = "x # y"; }'],
  [String.raw`{ a = "x |secret\\| y"; }`, '{ a = "x # y"; }'],
  ["{ a = ''x ''|${secret| y''; }", "{ a = ''x # y''; }"],
])('of %s no half of an escape is left', (marked, wanted) => {
  const shown = without(marked);
  expect(shown).toBe(wanted);
  expect(parseNix(shown, 'a.nix').ok).toBe(true);
});

test.each([
  ['{ a = |token123|; }', '{ a = redacted-token-1; }'],
  ['{ "|token123|" = 1; }', '{ "<redacted:token-1>" = 1; }'],
])('of %s another word is left where Nix wants one', (marked, wanted) => {
  expect(without(marked)).toBe(wanted);
});

test.each([
  ['{ }', true],
  ['{ pkgs, ... }: { }', true],
  ['let a = 1; in { }', true],
  ['with builtins; { }', true],
  ['assert true; { }', true],
  ['f { }', true],
  ['f x', false],
  ['with builtins; f x', false],
  ['1', false],
])('%s is a program: %s', (text, program) => {
  expect(new NixPlaces(valueOf(parseNix(text, 'a.nix'))).isProgram).toBe(program);
});

test('what is found in the whole text is kept where it fills a string, and looked for again where it goes over', () => {
  const text = '{ a = "secret"; }';
  const places = new NixPlaces(valueOf(parseNix(text, 'a.nix')));
  const within = { kind: 'token', start: 7, end: 13 };
  const looked: string[] = [];
  const find = (part: string): readonly (typeof within)[] => {
    looked.push(part);
    return [];
  };
  expect(places.find(find, [within])).toEqual([within]);
  expect(looked).toEqual([]);
  expect(places.find(find, [{ ...within, end: 14 }])).toEqual([]);
  expect(looked).toEqual(['secret']);
});
