import { expect, test } from 'vitest';
import { draws } from '../lib/scope.ts';
import { judgeCases } from './truth/judge.ts';

/** Cases in one call of Nix. */
const BATCH = 100;
const CASES = Number(process.env['TRUTH_CASES'] ?? draws(40, 400));

test('of any configuration and any request, what a run says of a host is what Nix evaluates', async () => {
  const seed = Number(process.env['NIXOS_AI_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const words: Record<string, number> = {};
  for (let first = 0; first < CASES; first += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, CASES - first) }, (_, at) => seed + first + at);
    const judged = await judgeCases(seeds);
    for (const [word, count] of Object.entries(judged.words)) words[word] = (words[word] ?? 0) + count;
    expect(judged.untruths.slice(0, 1)).toEqual([]);
  }
  // A tool that refuses everything says nothing that is not so.
  const { done = 0, already = 0 } = words;
  expect(done + already).toBeGreaterThan(CASES / 10);
}, 3_600_000);
