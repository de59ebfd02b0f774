import { describe, expect, test } from 'vitest';
import { fuzzTarget } from '../../scripts/fuzz/run.ts';
import { loadTarget } from '../../scripts/fuzz/targets.ts';
import { TOGETHER } from '../../scripts/fuzz/together.ts';
import { draws } from '../lib/scope.ts';

/** The same inputs in every run: what a new seed finds is for `npm run fuzz`. */
const SEED = 1;

describe('nothing that others may write breaks', () => {
  test.each([
    [TOGETHER, draws(40, 400)],
    ['socket', draws(3, 10)],
    ['journal', draws(3, 10)],
  ])('%s', async (name, inputs) => {
    const tally = await fuzzTarget(await loadTarget(name), { seed: SEED, inputs });
    expect(tally.found).toEqual([]);
    expect(tally.inputs).toBeGreaterThanOrEqual(inputs);
  });
});
