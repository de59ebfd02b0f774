import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import './needs.ts';
import { writeCosts } from './costs.ts';
import { ALL, LESS } from './scope.ts';

/**
 * The end of a run: what was left out and why, and one line that says how it went. A run in which nothing ran has failed,
 * and so has one that left out a test without a reason.
 */
export class EndReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const [passed, skipped] = [count('passed'), tests.length - count('passed') - count('failed')];
    const broken = modules.filter((module) => module.state() === 'failed' && !hasFailure(module));
    const failed = count('failed') + broken.length + errors.length;
    if (process.env['NIXOS_AI_COSTS'] === 'write') writeCosts(modules);
    const left = tests.filter(
      (test) => test.result().state === 'skipped' || test.result().state === 'pending',
    );
    print(renderTable(left));
    if (passed + failed === 0) this.#fail('no test ran');
    const unexplained = left.filter((test) => whyOf(test) === undefined);
    if (unexplained.length > 0 && !this.#isNarrowed(tests))
      this.#fail(`${unexplained.length} tests are left out without a reason`);
    print([`${passed} passed, ${failed} failed, ${skipped} skipped`]);
  }

  /** Somebody chose tests by name: what they did not choose needs no reason. */
  #isNarrowed(tests: readonly TestCase[]): boolean {
    const pattern = this.#vitest?.projects.some(({ config }) => config.testNamePattern !== undefined);
    return pattern === true || tests.some(({ options }) => options.mode === 'only');
  }

  #fail(why: string): void {
    process.exitCode = 1;
    print([`error: ${why}`]);
  }
}

function hasFailure(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0;
}

/** The reason of a test, or of the nearest group around it that has one. */
function whyOf(test: TestCase): string | undefined {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  for (let part: TestCase | TestSuite | TestModule = test; part.type !== 'module'; part = part.parent) {
    const { leftOut } = part.meta();
    if (leftOut !== undefined) return leftOut;
  }
  return undefined;
}

/** A line for each file and reason. */
function renderTable(left: readonly TestCase[]): readonly string[] {
  const groups = Map.groupBy(
    left,
    (test) => `${test.module.relativeModuleId}\0${whyOf(test) ?? 'no reason is given'}`,
  );
  const rows = [...groups].map(([key, tests]) => {
    const [file = '', why = ''] = key.split('\0');
    return { count: String(tests.length), file, why };
  });
  if (rows.length === 0 && ALL) return ['', 'Nothing was left out.'];
  const width = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => of(row).length));
  const [counts, files] = [width(({ count }) => count), width(({ file }) => file)];
  const lines = rows.map(
    ({ count, file, why }) => `  ${count.padStart(counts)}  ${file.padEnd(files)}  ${why}`,
  );
  return [
    '',
    ...(lines.length === 0 ? [] : ['Left out:', ...lines]),
    ...(ALL ? [] : ['Less than with --all:', ...LESS.map((line) => `  ${line}`)]),
    '',
  ];
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
