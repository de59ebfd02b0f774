import { expect, test } from 'vitest';
import { outlineTree, renderOutline } from '../../../engine/nix/syntax/outline.ts';
import { parseNix } from '../../../engine/nix/parse.ts';
import type { NixTree } from '../../../engine/nix/syntax/tree.ts';

function parsed(text: string): NixTree {
  const result = parseNix(text, 'a.nix');
  if (!result.ok) throw new Error(result.findings[0]?.message);
  return result.value;
}

test('an outline has every node before its parts, with its place', () => {
  expect(outlineTree(parsed(' { a = [ 1 x ]; }'))).toEqual([
    { depth: 0, kind: 'set', start: 1, end: 17 },
    { depth: 1, kind: 'assignment', start: 3, end: 15 },
    { depth: 2, kind: 'name', start: 3, end: 4 },
    { depth: 2, kind: 'list', start: 7, end: 14 },
    { depth: 3, kind: 'integer', start: 9, end: 10 },
    { depth: 3, kind: 'variable', start: 11, end: 12 },
  ]);
});

test('as text it is indented, and long or broken sources are one short line', () => {
  expect(renderOutline(parsed(`{\n  a = "${'x'.repeat(60)}";\n}`))).toBe(
    [
      `set 0-73  { a = "${'x'.repeat(42)}…`,
      `  assignment 4-71  a = "${'x'.repeat(45)}…`,
      '    name 4-5  a',
      `    string 8-70  "${'x'.repeat(49)}…`,
      `      text 9-69  ${'x'.repeat(50)}…`,
    ].join('\n'),
  );
});

test('the longest chain that is read has an outline, and its text does not grow with the square of it', () => {
  const tree = parsed(Array.from({ length: 1_900 }, () => 'a').join(' + '));
  const nodes = outlineTree(tree);
  expect(nodes.at(-1)?.depth).toBeLessThanOrEqual(1_900);
  expect(nodes).toHaveLength(3_799);
  expect(
    Math.max(
      ...renderOutline(tree)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(300);
});
