/**
 * The tests again and again, beside work that keeps the processors and the disk busy: `npm run stress [-- FILTER…]`. A test
 * that passed in one run and failed in another is flaky; the table at the end names it with what it said.
 *
 *     npm run stress                                   20 runs of everything
 *     npm run stress -- --runs 5 tests/cli tests/host  5 runs of two folders
 *     npm run stress -- --cpu 4 --disk 2               how many processes are kept busy; by default one a processor and 1
 *
 * Ends with 0 where every run passed, 1 where a test failed.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { judgeRuns, readReport, renderRuns, type RunReport, type VitestReport } from './stress/judge.ts';
import { keepBusy } from './stress/load.ts';

const ROOT = new URL('..', import.meta.url).pathname;
process.chdir(ROOT);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '20' },
    cpu: { type: 'string', default: String(availableParallelism()) },
    disk: { type: 'string', default: '1' },
  },
});

const directory = mkdtempSync(join(tmpdir(), 'stress-'));
const reports: RunReport[] = [];
try {
  using load = keepBusy({ cpu: Number(values.cpu), disk: Number(values.disk), directory });
  console.log(`beside ${load.processes} busy processes`);
  for (let run = 1; run <= Number(values.runs); run++) {
    const report = await runOnce(join(directory, `run-${run}.json`));
    reports.push(report);
    console.log(
      `run ${run}: ${report.passed.length} passed, ${report.failed.length} failed, ${report.seconds} s`,
    );
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
console.log(renderRuns(judgeRuns(reports)));
process.exitCode = reports.length > 0 && reports.every(({ failed }) => failed.length === 0) ? 0 : 1;

/** One run of the chosen tests. What vitest prints is not shown: its report has everything. */
async function runOnce(file: string): Promise<RunReport> {
  const begun = performance.now();
  const { exitCode, all } = await execa(
    'npx',
    [
      'vitest',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--reporter=json',
      `--outputFile=${file}`,
      ...positionals,
    ],
    { reject: false, all: true, stdin: 'ignore' },
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  try {
    return readReport(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, ROOT, seconds);
  } catch (error) {
    throw new Error(`vitest ended with ${exitCode} and no report:\n${all.slice(-2000)}`, { cause: error });
  }
}
