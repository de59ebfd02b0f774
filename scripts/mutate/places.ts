import { globSync, readFileSync } from 'node:fs';

export const ROOT = new URL('../../', import.meta.url).pathname;

/** Of the last runs: the instrumented source, what each test reaches, and what became of each mutant. */
export const CACHE = `${ROOT}.cache/mutate/`;

/** Where the code must be right: a name for the report, and its files. */
export const PLACES: Readonly<Record<string, string>> = {
  steps: 'engine/steps/**/*.ts',
  journal: 'engine/journal/**/*.ts',
  'check/paths': 'engine/check/paths/**/*.ts',
  'check/policy': 'engine/check/policy/**/*.ts',
  redact: 'engine/redact/**/*.ts',
  watch: 'engine/watch/**/*.ts',
  'nix/edits': 'engine/nix/edits/**/*.ts',
  host: 'engine/host/{system/dead-man,tree/files,tree/restore}.ts',
};

export interface Source {
  readonly place: string;
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
}

export function readSources(): readonly Source[] {
  return Object.entries(PLACES).flatMap(([place, pattern]) =>
    globSync(pattern, { cwd: ROOT })
      .sort()
      .map((file) => ({ place, file, text: readFileSync(ROOT + file, 'utf8') })),
  );
}
