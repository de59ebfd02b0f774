import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutant has to survive: those that load the source itself (no built program, no container), and say
 * in seconds what is wrong.
 */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [
      'tests/{check,journal,kinds,nix,redact,run,steps,watch}/**/*.test.ts',
      'tests/host/{contract,simulated,system,tree}/**/*.test.ts',
    ],
    passWithNoTests: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
