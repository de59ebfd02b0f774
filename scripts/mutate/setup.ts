/** Loaded into each test file while mutants are tried: chooses the mutant, or keeps account of what each test reaches. */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, inject, type RunnerTestCase } from 'vitest';
import type { Reached } from './order.ts';

/** What the instrumented source reads and writes. */
interface Switch {
  activeMutant?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  currentTestId?: string | undefined;
  mutantCoverage?: Reached;
}

declare global {
  var __stryker__: Switch | undefined;
}

const order = inject('order');
const mutation: Switch = (globalThis.__stryker__ ??= {});

if (order.mode === 'cover') {
  beforeEach(({ task }) => {
    mutation.currentTestId = nameOf(task);
  });
  afterEach(() => {
    mutation.currentTestId = undefined;
  });
  afterAll(() => {
    writeFileSync(order.out, JSON.stringify(mutation.mutantCoverage ?? { static: {}, perTest: {} }));
  });
} else {
  mutation.activeMutant = order.mutant;
  mutation.hitCount = 0;
  mutation.hitLimit = order.hitLimit;
  beforeEach(({ task, skip }) => {
    const only = order.only[task.file.filepath];
    skip(only !== undefined && !only.includes(nameOf(task)));
  });
  afterAll(() => {
    if ((mutation.hitCount ?? 0) > order.hitLimit) throw new Error('it goes round without an end');
  });
}

function nameOf(task: Pick<RunnerTestCase, 'name' | 'suite'>): string {
  return task.suite === undefined ? task.name : `${nameOf(task.suite)} > ${task.name}`;
}
