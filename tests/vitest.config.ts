import { defineConfig } from 'vitest/config';
import { CostliestFirst } from './lib/costs.ts';
import { EndReporter } from './lib/reporter.ts';
import { ALL } from './lib/scope.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Computers in containers need a processor each; the rest waits a good deal for processes.
    maxWorkers: ALL ? 2 : 4,
    sequence: { sequencer: CostliestFirst },
    reporters: ['default', new EndReporter()],
  },
});
