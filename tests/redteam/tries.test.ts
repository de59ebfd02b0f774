import { describe, expect, it, test } from 'vitest';
import { AS_ROOT } from '../lib/needs.ts';
import { TRIES } from './tries/all.ts';

describe.each([...new Set(TRIES.map(({ kind }) => kind))])('by %s', AS_ROOT, (kind) => {
  it.each(TRIES.filter((one) => one.kind === kind).map((one) => [one.tried, one] as const))(
    '%s',
    async (_, { play, expected }) => {
      expect(await play()).toBe(expected);
    },
  );
});

test('there are as many as were promised, and no two are the same', () => {
  expect(TRIES.length).toBeGreaterThanOrEqual(150);
  expect(new Set(TRIES.map(({ kind, tried }) => `${kind} ${tried}`)).size).toBe(TRIES.length);
});
