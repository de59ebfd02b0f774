/**
 * Measures ratios of ours against a baseline, both in this one run on this machine: `npm run bench -- [--json] [NAME…]`.
 * Nothing here passes or fails; with --json each line is one object { name, ratio, ours, baseline, unit }.
 */
import { benchmarks } from './bench/all.ts';

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => !arg.startsWith('-'));

for (const benchmark of benchmarks) {
  if (names.length > 0 && !names.some((name) => benchmark.name.includes(name))) continue;
  for (const result of await benchmark.measure()) {
    const line = json
      ? JSON.stringify(result)
      : `${result.name.padEnd(28)} ${result.ratio.toFixed(2).padStart(8)}×   ours ${result.ours.toFixed(2)} ${result.unit}, baseline ${result.baseline.toFixed(2)} ${result.unit}`;
    process.stdout.write(`${line}\n`);
  }
}
