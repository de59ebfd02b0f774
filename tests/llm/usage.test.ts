import { expect, test } from 'vitest';
import type { Usage } from '../../engine/model/completion.ts';
import { sumUsage } from '../../engine/llm/usage.ts';

const one: Usage = { inputTokens: 1, outputTokens: 2 };

test.each<[readonly Usage[], Usage | undefined]>([
  [[], undefined],
  [[one], one],
  [[one, { ...one, cachedTokens: 3 }], { inputTokens: 2, outputTokens: 4, cachedTokens: 3 }],
  [[{ ...one, cachedTokens: 3 }, one], { inputTokens: 2, outputTokens: 4, cachedTokens: 3 }],
  [
    [
      { ...one, cachedTokens: 3, cost: 1 },
      { ...one, cachedTokens: 4, cost: 2 },
    ],
    { inputTokens: 2, outputTokens: 4, cachedTokens: 7, cost: 3 },
  ],
  // What one of them cost is not known, so neither is what all of them did.
  [[{ ...one, cost: 1 }, one, { ...one, cost: 1 }], { inputTokens: 3, outputTokens: 6 }],
])('calls that used %j used %j together', (all, sum) => {
  expect(sumUsage(all)).toEqual(sum);
});
