import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whyEndless } from '../../engine/runbook/safe-pattern.ts';

test.each([
  '^[a-z_][a-z0-9_-]{0,30}$',
  '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$',
  '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  '^[a-z]+(\\.[a-z]+)*$',
  '^(\\d{1,3}\\.){3}\\d{1,3}$',
  '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$',
  '^/[^\\u0000]*$',
  '^(bash|fish|zsh)$',
  '^https?://[^/]+/.*$',
])('%s is tried in little time', (pattern) => {
  expect(whyEndless(pattern)).toBeUndefined();
});

test.each([
  ['^(a+)+$', 'repeats a group'],
  ['(a|a)*b', 'repeats a group'],
  ['([a-z]+)*', 'repeats a group'],
  ['(.a+)*', 'repeats a group'],
  ['(-[a-z-]+)*', 'repeats a group'],
  ['((a{1,60}){1,4}){1,4}', 'repeats a group'],
  ['(a?){50}a{50}', 'repeats a group'],
  ['a*a*$', 'side by side'],
  ['a*b*c*d*e*$', 'more than 3'],
  ['(a)\\1*', 'refers back'],
  ['(?<x>a)\\k<x>', 'refers back'],
  ['(?=a+)b', 'looks around'],
  ['(?<!a+)b', 'looks around'],
])('%s may take for ever: %s', (pattern, why) => {
  expect(whyEndless(pattern)).toContain(why);
});

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '\\w', '\\.', '-');
const quantifier = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{1,200}');
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map((both) => both.join('')),
    fc.tuple(tie('pattern'), quantifier).map(([inner, times]) => `(${inner})${times}`),
    fc
      .tuple(tie('pattern'), tie('pattern'), quantifier)
      .map(([one, two, times]) => `(${one}|${two})${times}`),
  ),
}));

test('what is accepted is tried in little time on texts that almost fit', () => {
  let accepted = 0;
  fc.assert(
    fc.property(pattern, fc.constantFrom('a', 'ab', '-a', 'a.'), (source, piece) => {
      if (whyEndless(source) !== undefined) return;
      accepted += 1;
      const began = performance.now();
      new RegExp(`^(?:${source})$`, 'u').test(`${piece.repeat(150)}!`);
      expect({ source, slow: performance.now() - began > 2000 }).toEqual({ source, slow: false });
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(200);
});
