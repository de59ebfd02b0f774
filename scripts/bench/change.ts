import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn, type Benchmark } from './measure.ts';

const BIN = new URL('../../dist/cli/bin.cjs', import.meta.url).pathname;
const SCRIPT = new URL('change.sh', import.meta.url).pathname;

/**
 * A verified change of a sandbox host, sentence to boot entry, against a shell script that runs the same Nix and git
 * commands on an equal host, with no plan, no proof, no journal, and a health check of one second.
 */
export const change: Benchmark = {
  name: 'change',
  measure: async () => {
    const base = mkdtempSync('/tmp/nixos-ai-bench-');
    const [ours, plain] = [join(base, 'ours'), join(base, 'plain')];
    const run = (...args: readonly string[]): Buffer =>
      execFileSync(process.execPath, [BIN, ...args], { stdio: 'pipe' });
    try {
      for (const host of [ours, plain]) run('sandbox', 'create', host);
      return [
        await inTurn(
          'change: a sentence / a script',
          (round) => run(`open port ${7000 + round}`, '--yes', '--host', ours),
          (round) => execFileSync('sh', [SCRIPT, plain, String(7000 + round)], { stdio: 'pipe' }),
          3,
        ),
      ];
    } finally {
      for (const host of [ours, plain]) run('sandbox', 'stop', host);
      rmSync(base, { recursive: true, force: true });
    }
  },
};
