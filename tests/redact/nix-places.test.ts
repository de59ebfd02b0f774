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
