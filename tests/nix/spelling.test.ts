import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearestWords } from '../../engine/nix/spelling.ts';

test.each([
  ['docker', 'docker', 0],
  ['dokcer', 'docker', 1],
  ['doker', 'docker', 1],
  ['dockerr', 'docker', 1],
  ['bocker', 'docker', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('%j and %j are %i slips apart', (left, right, slips) => {
  expect(editDistance(left, right, 10)).toBe(slips);
  expect(editDistance(right, left, 10)).toBe(slips);
});

test('gives one more than the limit when words are further apart', () => {
  expect(editDistance('kitten', 'sitting', 2)).toBe(3);
  expect(editDistance('abc', 'xyzxyzxyz', 2)).toBe(3);
});

/** The textbook recurrence, with no shortcut. */
function slowDistance(left: string, right: string): number {
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const same = left[i - 1] === right[j - 1] ? 0 : 1;
    const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
    const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
    return swapped ? Math.min(best, at(i - 2, j - 2) + 1) : best;
  };
  return at(left.length, right.length);
}

test('agrees with the textbook recurrence', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  fc.assert(
    fc.property(word, word, fc.nat(6), (left, right, limit) => {
      expect(editDistance(left, right, limit)).toBe(Math.min(slowDistance(left, right), limit + 1));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['stpes', ['steps', 'version'], ['steps']],
  ['postgres', ['postgrey', 'postgresql', 'progress'], ['postgresql', 'postgrey']],
  ['DOCKER', ['docker'], ['docker']],
  ['foobarbaz', ['docker', 'nginx'], []],
  ['x', ['y', 'z'], []],
])('the words nearest to %j among %j are %j', (word, words, nearest) => {
  expect(nearestWords(word, words, 3)).toEqual(nearest);
});
