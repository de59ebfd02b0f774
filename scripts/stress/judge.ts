/** A test: its file, and its full title. */
export type TestName = `${string} > ${string}`;

/** One run. */
export interface RunReport {
  readonly passed: readonly TestName[];
  readonly failed: readonly Failure[];
  readonly seconds: number;
}

export interface Failure {
  readonly test: TestName;
  /** What it said first, on one line. */
  readonly message: string;
}

/** A test that failed at least once. */
export interface Verdict {
  readonly test: TestName;
  /** `flaky`: passed in another run. */
  readonly kind: 'flaky' | 'fails';
  /** Numbers of the runs that it failed in, from 1. */
  readonly runs: readonly number[];
  readonly message: string;
}

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/**
 * Reads the report of one run. A file that failed as a whole, because it could not be loaded or a hook of it threw, counts
 * as one failed test.
 */
export function readReport(report: VitestReport, root: string, seconds: number): RunReport {
  const passed: TestName[] = [];
  const failed: Failure[] = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = name.startsWith(root) ? name.slice(root.length) : name;
    const before = failed.length;
    for (const { fullName, status: end, failureMessages } of assertionResults) {
      const test: TestName = `${file} > ${fullName}`;
      if (end === 'passed') passed.push(test);
      if (end === 'failed') failed.push({ test, message: firstLine(failureMessages?.[0] ?? '') });
    }
    if (status === 'failed' && failed.length === before)
      failed.push({ test: `${file} > (the file)`, message: firstLine(message) });
  }
  return { passed, failed, seconds };
}

/**
 * Which tests failed, and whether they did in every run.
 *
 * @example
 * judgeRuns([passedOnce, failedOnce])   // [{ test: 'tests/a.test.ts > waits', kind: 'flaky', runs: [2], … }]
 */
export function judgeRuns(reports: readonly RunReport[]): readonly Verdict[] {
  const passed = new Set(reports.flatMap((report) => report.passed));
  const failures = reports.flatMap((report, index) =>
    report.failed.map((failure) => ({ ...failure, run: index + 1 })),
  );
  return [...Map.groupBy(failures, ({ test }) => test)].map(([test, all]) => ({
    test,
    kind: passed.has(test) ? 'flaky' : 'fails',
    runs: all.map(({ run }) => run),
    message: all[0]?.message ?? '',
  }));
}

export function renderRuns(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return 'No test failed.';
  return verdicts
    .map(
      ({ test, kind, runs, message }) =>
        `${kind} (${runs.length === 1 ? 'run' : 'runs'} ${runs.join(', ')})  ${test}\n    ${message}`,
    )
    .join('\n');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
