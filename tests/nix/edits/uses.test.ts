import { expect, test } from 'vitest';
import { countUses } from '../../../engine/nix/edits/uses.ts';
import { parseNix } from '../../../engine/nix/parse.ts';

test.each([
  ['let a = 1; in { b = 2; }', 0],
  ['let a = 1; in { b = a; }', 1],
  ['let a = 1; in { b = [ a (a + c) ]; }', 2],
  ['let a = 1; in { inherit a c; }', 1],
  ['let a = 1; in { inherit (x) a; }', 0],
  ['let a = 1; in { b = x.a; }', 0],
  ['let a = 1; in { b = "${a} ${c}"; }', 1],
])('%s names what it binds so often: %i', (text, uses) => {
  const parsed = parseNix(text, 'x.nix');
  const root = parsed.ok ? parsed.value.root : undefined;
  const binding = root?.kind === 'let' ? root.bindings[0] : undefined;
  if (!parsed.ok || binding?.kind !== 'assignment') throw new Error('it binds something');
  expect(countUses(parsed.value, binding)).toBe(uses);
});
