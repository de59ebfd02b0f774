import { expect, test } from 'vitest';
import { editLine } from '../../scripts/accuracy/edits.ts';
import { planOffline } from '../../scripts/accuracy/planner.ts';
import { draws } from '../lib/scope.ts';
import { baseHost } from './host.ts';
import { drawsOf, PARAPHRASES, pick } from './paraphrases.ts';
import { readRows, type Row } from './score.ts';

const rows = [
  '../data/requests/requests.yaml',
  '../data/requests/requests-2.yaml',
  'sentences.yaml',
  'everyday.yaml',
  'held-out.yaml',
  'people.yaml',
]
  .flatMap(readRows)
  .filter(({ change, ask }) => change !== undefined && ask === undefined);

/** What goes along without being said: the program of a shell that somebody gets. */
const ALONG = /^set programs\.(?:zsh|fish)\.enable true$/u;

test('a request in other words means the same, or is asked about', () => {
  const changed = Array.from({ length: draws(300, 3_000) }, (_, seed) => tryOne(seed + 1)).filter(
    (one) => one !== undefined,
  );
  expect(changed).toEqual([]);
});

interface Changed {
  readonly seed: number;
  readonly kind: string;
  readonly said: string;
  readonly wanted: readonly string[];
  readonly planned: readonly string[];
}

function tryOne(seed: number): Changed | undefined {
  const draw = drawsOf(seed);
  const row = pick(rows, draw);
  const other = pick(
    rows.filter(({ on }) => on === row.on),
    draw,
  );
  const kind = pick(Object.keys(PARAPHRASES), draw);
  const said = PARAPHRASES[kind]?.(row.request, draw, other.request) ?? '';
  const planned = linesOf(said, row);
  const both = kind.startsWith('a wish') ? (linesOf(other.request, other) ?? []) : [];
  const wanted = [...new Set([...(linesOf(row.request, row) ?? []), ...both])].toSorted();
  return planned === undefined || isSame(planned, wanted) ? undefined : { seed, kind, said, wanted, planned };
}

/** Undefined where it is no change: a question changes nothing. */
function linesOf(request: string, { on }: Row): readonly string[] | undefined {
  const plan = planOffline(request, baseHost(on));
  return plan.kind === 'edits' ? [...new Set((plan.edits ?? []).map(editLine))].toSorted() : undefined;
}

/** Adding to a list that nobody set, and setting it, are one. */
function isSame(left: readonly string[], right: readonly string[]): boolean {
  const bare = (lines: readonly string[]): string =>
    JSON.stringify(
      lines
        .filter((line) => !ALONG.test(line))
        .map((line) => line.replace(/^add|^set(?= \S+ \[)/u, '').replaceAll(/[[\]]/gu, '')),
    );
  return bare(left) === bare(right);
}
