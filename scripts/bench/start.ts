import { execFileSync } from 'node:child_process';
import { inTurn, type Benchmark } from './measure.ts';

const BIN = new URL('../../dist/cli/bin.js', import.meta.url).pathname;

/** How long until the program has said its version, against Node doing nothing. */
export const start: Benchmark = {
  name: 'start',
  measure: async () => [
    await inTurn(
      'start: --version / node -e 0',
      () => execFileSync(process.execPath, [BIN, '--version']),
      () => execFileSync(process.execPath, ['-e', '0']),
      15,
    ),
  ],
};
