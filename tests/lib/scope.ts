/** Whether this is a run of all there is: `./scripts/test.sh --all`. */
export const ALL = process.env['NIXOS_AI_TESTS'] === 'all';

/** What an ordinary run does less of, for the table at its end. */
export const LESS = [
  'random cases: a part of those that --all draws (`draws` in tests/lib/scope.ts)',
  'tests/redact/redactor.test.ts and tests/nix/large.test.ts: one in three of the texts that are made to be slow or large',
  'tests/faults/matrix.test.ts: a change is killed at one point in five of those',
  'tests/faults/full-disk.test.ts: on a disk that takes nothing at three points; tests/run/play/ends.test.ts: at one in forty',
] as const;

/** How many random cases are drawn: in an ordinary run, and with `--all`. */
export function draws(ordinary: number, all: number = ordinary * 10): number {
  return ALL ? all : ordinary;
}

/** The cases of a table that cost much: one in three in an ordinary run, all with `--all`. */
export function costly<T>(cases: readonly T[]): readonly T[] {
  return cases.filter((_, index) => ALL || index % 3 === 0);
}
