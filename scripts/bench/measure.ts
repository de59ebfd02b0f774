/** One comparison. `ratio` is ours over baseline, both in `unit`. */
export interface Result {
  readonly name: string;
  readonly ratio: number;
  readonly ours: number;
  readonly baseline: number;
  readonly unit: string;
}

export interface Benchmark {
  readonly name: string;
  readonly measure: () => Promise<readonly Result[]>;
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Runs two things in turn, `rounds` times after one warm-up, so that a machine that slows down slows both. Medians, in
 * milliseconds.
 */
export async function inTurn(
  name: string,
  ours: (round: number) => unknown,
  baseline: (round: number) => unknown,
  rounds: number,
): Promise<Result> {
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const first = await timed(async () => ours(round));
    const second = await timed(async () => baseline(round));
    if (round === 0) continue;
    times.ours.push(first);
    times.baseline.push(second);
  }
  const result = { ours: median(times.ours), baseline: median(times.baseline) };
  return { name, ratio: result.ours / result.baseline, ...result, unit: 'ms' };
}

/** The same comparison as rates: how many of `count` acts a second. Above 1 is faster than the baseline. */
export function asRate(result: Result, count: number, unit: string): Result {
  const [ours, baseline] = [(count * 1000) / result.ours, (count * 1000) / result.baseline];
  return { name: result.name, ratio: ours / baseline, ours, baseline, unit };
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
