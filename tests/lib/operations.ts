import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll } from 'vitest';

/** What a call did, counted and not timed: the same on a busy computer. */
export interface Work {
  /** Blocks of source that ran, and characters that searches of text went over. */
  readonly operations: number;
  /** Patterns with a repetition without a limit that were tried on a text of more than 4,000 characters. */
  readonly unlimited: readonly string[];
}

export type Count = (name: string, ...args: readonly unknown[]) => Promise<Work>;

/**
 * Counts what the functions of a module do. Each is given its arguments and prepares something that is then called and
 * counted. The module runs in a thread of its own, which ends with the file of tests.
 *
 * @example
 * const count = countsOf(new URL('parse.work.ts', import.meta.url));
 * const { operations } = await count('readChain', 1_000);
 */
export function countsOf(module: URL): Count {
  let worker: Worker | undefined;
  afterAll(async () => worker?.terminate());
  return async (name, ...args) => {
    worker ??= new Worker(new URL('operations-worker.ts', import.meta.url), { workerData: module.href });
    worker.postMessage({ name, args });
    const [answer] = (await once(worker, 'message')) as [Work];
    return answer;
  };
}

/** How many times the work of the first call the second one is: 4 where four times as much is done for four times the data. */
export async function growth(
  count: Count,
  name: string,
  less: readonly unknown[],
  more: readonly unknown[],
): Promise<number> {
  // What is done once, by whoever comes first, belongs to neither.
  await count(name, ...less);
  const [one, two] = [await count(name, ...less), await count(name, ...more)];
  return two.operations / one.operations;
}
