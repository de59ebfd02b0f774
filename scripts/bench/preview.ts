import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './measure.ts';
import { median } from './measure.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;
const ROUNDS = 9;
/** Milliseconds that a person does not notice. */
const WANTED = 300;

/**
 * A sentence to its preview on a sandbox host, no network and no model: the time of the whole process without the time
 * that some Nix command runs, against what is wanted and against Node doing nothing.
 */
export const preview: Benchmark = {
  name: 'preview',
  measure: () => {
    const base = mkdtempSync('/tmp/nixos-ai-bench-');
    const host = join(base, 'host');
    const run = (...args: readonly string[]): Buffer =>
      execFileSync(process.execPath, [BIN, ...args], {
        stdio: 'pipe',
        env: { ...process.env, NIXOS_AI_TRACE: join(base, 'trace') },
      });
    try {
      run('sandbox', 'create', host);
      run('plan', 'install docker and enable it', '--host', host);
      const rounds = Array.from({ length: ROUNDS }, () => {
        rmSync(join(base, 'trace'), { force: true });
        const start = performance.now();
        run('plan', 'install docker and enable it', '--host', host);
        const whole = performance.now() - start;
        const idle = performance.now();
        execFileSync(process.execPath, ['-e', '0']);
        return { besides: whole - nixTime(join(base, 'trace')), idle: performance.now() - idle };
      });
      const ours = median(rounds.map(({ besides }) => besides));
      const node = median(rounds.map(({ idle }) => idle));
      return Promise.resolve([
        { name: 'preview besides Nix / 300 ms', ratio: ours / WANTED, ours, baseline: WANTED, unit: 'ms' },
        { name: 'preview besides Nix / node -e 0', ratio: ours / node, ours, baseline: node, unit: 'ms' },
      ]);
    } finally {
      run('sandbox', 'stop', host);
      rmSync(base, { recursive: true, force: true });
    }
  },
};

/** Milliseconds in which at least one Nix command ran. */
function nixTime(trace: string): number {
  if (!existsSync(trace)) return 0;
  const spans = readFileSync(trace, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { argv: string[]; start: number; end: number })
    .filter(({ argv }) => argv.some((word) => /^nix-(?:instantiate|store|env)$/u.test(word)))
    .sort((a, b) => a.start - b.start);
  let until = 0;
  let sum = 0;
  for (const { start, end } of spans) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
