import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Plugin } from 'vitest/config';
import { instrumentedFile } from './mutants.ts';
import { ROOT } from './places.ts';

/** The tests load the copies in which the mutants are, in the place of the source. */
export function loadMutants(): Plugin {
  return {
    name: 'mutants',
    enforce: 'pre',
    load(id) {
      const file = relative(ROOT, id.replace(/\?.*$/u, ''));
      if (!file.startsWith('engine/')) return undefined;
      const copy = instrumentedFile(file);
      return existsSync(copy) ? readFileSync(copy, 'utf8') : undefined;
    },
  };
}
