import { defineConfig } from 'vitest/config';
import { loadMutants } from '../scripts/mutate/plugin.ts';

/**
 * The tests that a mutant has to survive: those that load the source itself (no built program, no container), and say
 * in seconds what is wrong.
 */
export default defineConfig({
  plugins: [loadMutants()],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [
      'tests/{check,journal,kinds,nix,redact,run,steps,watch}/**/*.test.ts',
      'tests/compile/model/privacy.test.ts',
      'tests/host/{contract,simulated,system,tree}/**/*.test.ts',
      'tests/machine/*.test.ts',
    ],
    // They build whole systems, and reach nothing of the engine that others do not.
    exclude: ['tests/nix/{sandbox,module}/**', 'tests/nix/{module,old-generations}.test.ts'],
    setupFiles: ['scripts/mutate/setup.ts'],
    passWithNoTests: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
