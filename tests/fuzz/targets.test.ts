import { expect, test } from 'vitest';
import { fuzzTarget } from '../../scripts/fuzz/run.ts';
import { loadTarget, TARGET_NAMES } from '../../scripts/fuzz/targets.ts';
import { draws } from '../lib/scope.ts';

/** The same inputs in every run: what a new seed finds is for `npm run fuzz`. */
const SEED = 1;

test.each(TARGET_NAMES)('nothing breaks that others may write: %s', async (name) => {
  const target = await loadTarget(name);
  const { found, inputs } = await fuzzTarget(target, { seed: SEED, inputs: draws(20, 2_000) });
  expect(found).toEqual([]);
  expect(inputs).toBeGreaterThan(0);
});
