import { describe, expect, it, test } from 'vitest';
import { oldGenerations } from '../../engine/nix/generations.ts';
import { parseFreed } from '../../engine/nix/log/freed.ts';

/** Generation 1 is ten days old, 2 nine, and so on; they lead to /a, /b, … */
const all = [1, 2, 3, 4, 5].map((number) => ({
  number,
  made: new Date(Date.UTC(2026, 0, number)).toISOString(),
  path: `/${'abcde'[number - 1]}`,
}));
const at = (day: number): string => new Date(Date.UTC(2026, 0, day, 12)).toISOString();

describe('generations that are old', () => {
  it.each([
    ['none where all are younger', { before: '2025-01-01T00:00:00.000Z', current: 5, needed: [] }, []],
    ['all but the one in use then', { before: at(3), current: 5, needed: [] }, [1, 2]],
    ['all before the newest where every one is old', { before: at(9), current: 5, needed: [] }, [1, 2, 3, 4]],
    ['not the current one, after going back', { before: at(9), current: 2, needed: [] }, [1, 3, 4]],
    [
      'none that leads to a system that is needed',
      { before: at(9), current: 5, needed: ['/a', '/c'] },
      [2, 4],
    ],
  ])('are %s', (_what, { before, current, needed }, numbers) => {
    const shuffled = all.toReversed();
    expect(oldGenerations(shuffled, { before, current, needed: new Set(needed) })).toEqual(numbers);
  });
});

test.each([
  ['1 store paths deleted, 0.02 MiB freed\n', { paths: 1, bytes: 20_972 }],
  ['deleting…\n1234 store paths deleted, 2.50 GiB freed\n', { paths: 1234, bytes: 2_684_354_560 }],
  ['12 store paths deleted, 512.00 KiB freed', { paths: 12, bytes: 524_288 }],
  ['nothing of that kind', { paths: 0, bytes: 0 }],
  ['12 store paths deleted, 1.2.3 MiB freed', { paths: 0, bytes: 0 }],
])('what a collection freed is read off its last line: %s', (text, freed) => {
  expect(parseFreed(text)).toEqual(freed);
});

test('a run of digits is looked at once, not from each of them on', () => {
  expect(parseFreed('9'.repeat(2_000_000))).toEqual({ paths: 0, bytes: 0 });
});
