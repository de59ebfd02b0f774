import { expect, it } from 'vitest';
import { reasonOf, type Failure } from '../../../scripts/fuzz/failure.ts';

const threw = (what: string): Failure => ({ kind: 'threw', what });
const AT =
  '\n    at parse (file:///home/a/engine/nix/parse.ts:12:3)\n    at play (file:///home/a/scripts/x.ts:1:1)';

it.each([
  ["the input's own words", `Error: 'a' is odd${AT}`, `Error: 'bb' is odd${AT}`, true],
  ['numbers', `Error: 12 of 30${AT}`, `Error: 7 of 8${AT}`, true],
  [
    'another place of our code',
    `Error: odd${AT}`,
    `Error: odd${AT.replace('parse.ts:12', 'edit.ts:9')}`,
    false,
  ],
  ['other words', `Error: odd${AT}`, `Error: even${AT}`, false],
])('takes inputs for the same by their reason: %s', (_title, left, right, same) => {
  expect(reasonOf(threw(left)) === reasonOf(threw(right))).toBe(same);
});

it('keeps a hang apart from what was thrown', () => {
  expect(reasonOf({ kind: 'hung', what: 'odd' })).not.toBe(reasonOf(threw('odd')));
});
