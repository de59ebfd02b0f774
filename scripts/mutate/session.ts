/** A process that runs test files, one order after another, so that Vitest is started once. Forked by trial.ts. */
import { rmSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import type { Order, Reached } from './order.ts';
import { CACHE, ROOT } from './places.ts';

export interface Request {
  readonly files: readonly string[];
  /** Without it: what the tests reach is wanted. */
  readonly attempt?: Extract<Order, { mode: 'try' }>;
}

export interface Answer {
  /** The first test that failed. */
  readonly failed?: string;
  readonly reached?: Reached;
  readonly took: number;
}

const vitest = await createVitest({
  config: `${ROOT}tests/vitest.mutate.config.ts`,
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
});
const all = await vitest.globTestSpecifications();
process.on('message', (request: Request) => {
  void answer(vitest, request).then((said) => process.send?.(said));
});
process.send?.({ files: all.map(({ moduleId }) => relative(ROOT, moduleId)) });

async function answer(runner: Vitest, { files, attempt }: Request): Promise<Answer> {
  const out = `${CACHE}reached-${process.pid}.json`;
  rmSync(out, { force: true });
  runner.provide('order', attempt ?? { mode: 'cover', out });
  const wanted = files.flatMap((file) => all.filter(({ moduleId }) => moduleId === ROOT + file));
  // What ran before is remembered, and would be told again.
  runner.state.filesMap.clear();
  const began = performance.now();
  const { testModules, unhandledErrors } = await runner.runTestSpecifications(wanted, false);
  const took = performance.now() - began;
  const own = testModules.filter(({ moduleId }) => wanted.some((one) => one.moduleId === moduleId));
  const failed = own.map(failureOf).find((one) => one !== undefined);
  const other = unhandledErrors.length === 0 ? undefined : `outside of a test: ${String(unhandledErrors[0])}`;
  const first = failed ?? other;
  return {
    took,
    ...(first !== undefined && { failed: first }),
    ...(attempt === undefined &&
      first === undefined && { reached: JSON.parse(readFileSync(out, 'utf8')) as Reached }),
  };
}

function failureOf(module: TestModule): string | undefined {
  if (module.state() !== 'failed') return undefined;
  const test = module.children.allTests('failed').next().value;
  return `${module.relativeModuleId} "${test?.fullName ?? 'as it is loaded'}"`;
}
