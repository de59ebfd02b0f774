/**
 * Measures ratios of ours against a baseline, both in this one run on this machine: `npm run bench -- [--json] [--page]
 * [NAME…]`. Nothing here passes or fails. With --json each line is one object { name, ratio, ours, baseline, unit }; with
 * --page docs/BENCHMARKS.md and its chart are written.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { benchmarks } from './bench/all.ts';
import type { Result } from './bench/measure.ts';
import { renderPage } from './bench/page.ts';

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('-'));
const measured: Result[] = [];

for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.some((name) => benchmark.name.includes(name))) continue;
  for (const result of await benchmark.measure()) {
    measured.push(result);
    const line = json
      ? JSON.stringify(result)
      : `${result.name.padEnd(28)} ${result.ratio.toFixed(2).padStart(8)}×   ours ${result.ours.toFixed(2)} ${result.unit}, baseline ${result.baseline.toFixed(2)} ${result.unit}`;
    process.stdout.write(`${line}\n`);
  }
}

if (args.includes('--page')) {
  const root = new URL('..', import.meta.url).pathname;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const { markdown, chart } = renderPage(measured, commit);
  writeFileSync(`${root}docs/BENCHMARKS.md`, markdown);
  writeFileSync(`${root}docs/img/benchmarks.svg`, chart);
}
