import { describe, expect, it } from 'vitest';
import { judgeRuns, readReport, renderRuns, type VitestReport } from '../../../scripts/stress/judge.ts';

type End = 'passed' | 'failed' | 'skipped';

/** A run of one file, in which `waits` came to this end. */
function run(waits: End): VitestReport {
  const failureMessages = waits === 'failed' ? ['Error: too late\n    at somewhere'] : [];
  return {
    testResults: [
      {
        name: '/project/tests/a.test.ts',
        status: waits === 'failed' ? 'failed' : 'passed',
        message: '',
        assertionResults: [
          { fullName: 'a holds', status: 'passed' },
          { fullName: 'a waits', status: waits, failureMessages },
        ],
      },
    ],
  };
}

const reports = (...ends: readonly End[]) => ends.map((end) => readReport(run(end), '/project/', 1));

describe('runs under load are judged together', () => {
  it.each<{ name: string; ends: readonly End[]; says: string }>([
    { name: 'every run passed', ends: ['passed', 'passed'], says: 'No test failed.' },
    { name: 'what was left out did not fail', ends: ['passed', 'skipped'], says: 'No test failed.' },
    {
      name: 'it failed once and passed otherwise',
      ends: ['passed', 'failed', 'passed'],
      says: 'flaky (run 2)  tests/a.test.ts > a waits\n    Error: too late',
    },
    {
      name: 'it failed in every run',
      ends: ['failed', 'failed'],
      says: 'fails (runs 1, 2)  tests/a.test.ts > a waits\n    Error: too late',
    },
  ])('$name', ({ ends, says }) => {
    expect(renderRuns(judgeRuns(reports(...ends)))).toBe(says);
  });

  it('counts a file that could not be loaded as a failure', () => {
    const broken: VitestReport = {
      testResults: [
        {
          name: '/project/tests/a.test.ts',
          status: 'failed',
          message: 'SyntaxError: no',
          assertionResults: [],
        },
      ],
    };
    expect(readReport(broken, '/project/', 1).failed).toEqual([
      { test: 'tests/a.test.ts > (the file)', message: 'SyntaxError: no' },
    ]);
  });
});
