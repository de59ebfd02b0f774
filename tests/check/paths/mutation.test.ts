import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaths } from '../../../engine/check/paths/check-paths.ts';
import { checkSteps } from '../../../engine/check/steps.ts';
import type { Graph } from '../../../engine/model/graph.ts';
import type { Runbook, Step } from '../../../engine/model/runbook.ts';
import { anySteps, graphOf, POSITION, tidy } from './arbitraries.ts';
import { TooManyPaths } from './brute-force-states.ts';
import { walkAllPaths } from './brute-force.ts';
import { readRunbook, RUNBOOK_FILES } from './library.ts';
import { draws } from '../../lib/scope.ts';
import { changeGraph, changesOfGraph } from './mutants.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? draws(400, 4_000));
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);
process.stdout.write(`paths: PROPERTY_RUNS=${RUNS} PROPERTY_SEED=${SEED}\n`);

/** How often the walk found what; a property that only ever sees one verdict shows nothing. */
const tally = new Map<string, number>();

function codes(graph: Graph): readonly string[] {
  return [...new Set(checkPaths(graph, () => POSITION).map((finding) => finding.code))].sort();
}

/** Both opinions agree, on every code. Graphs with more paths than can be walked one by one are left out. */
function agree(graph: Graph, what: string): void {
  const ours = codes(graph);
  let wanted: readonly string[];
  try {
    wanted = walkAllPaths(graph);
  } catch (error) {
    if (!(error instanceof TooManyPaths)) throw error;
    count(`${what}: too many paths to walk`);
    return;
  }
  count(`${what}: ${wanted.length === 0 ? 'safe' : 'unsafe'}`);
  for (const code of wanted) count(`${what}: ${code}`);
  expect(ours).toEqual(wanted);
}

function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

function check(property: fc.IProperty<never> | fc.IRawProperty<unknown>): void {
  fc.assert(property as fc.IProperty<unknown>, { numRuns: RUNS, seed: SEED });
}

/** Graphs to be broken: of random runbooks, and of those of the repository. */
const base = fc.oneof(
  { weight: 3, arbitrary: anySteps(3).map((steps) => graphOf(tidy(steps))) },
  { weight: 1, arbitrary: fc.constantFrom(...RUNBOOK_FILES.map((file) => graphOf(readRunbook(file).steps))) },
);

describe('the path checker against a walk along every path', () => {
  it('agrees on random runbooks, whatever stands in them', { timeout: 3_600_000 }, () => {
    check(
      fc.property(anySteps(4), fc.boolean(), (steps, sorted) => {
        agree(graphOf(sorted ? tidy(steps) : steps), 'runbook');
      }),
    );
    expect(tally.get('runbook: safe')).toBeGreaterThan(RUNS / 10);
    expect(tally.get('runbook: unsafe')).toBeGreaterThan(RUNS / 50);
  });

  it('agrees on graphs that were changed at random', { timeout: 3_600_000 }, () => {
    check(
      fc.property(base, changesOfGraph, (graph, changes) => {
        agree(changeGraph(graph, changes), 'mutant');
      }),
    );
    expect(tally.get('mutant: safe')).toBeGreaterThan(RUNS / 50);
    expect(tally.get('mutant: unsafe')).toBeGreaterThan(RUNS / 4);
    const seen = ['PATH001', 'PATH002', 'PATH003', 'PATH004', 'PATH005', 'PATH006', 'PATH008'];
    const unseen = seen.filter((code) => !tally.has(`mutant: ${code}`));
    expect(RUNS < 300 ? [] : unseen).toEqual([]);
    process.stdout.write(`${[...tally].map(([what, times]) => `${what} ${times}`).join('\n')}\n`);
  });

  it('accepts what the check of the steps accepts, but for approvals that a path goes around', () => {
    let accepted = 0;
    check(
      fc.property(anySteps(12), (steps) => {
        const sorted = tidy(steps);
        if (checkSteps(runbookOf(sorted)).length > 0) return;
        accepted += 1;
        const findings = checkPaths(graphOf(sorted), () => POSITION);
        const other = findings.filter(
          ({ code, message }) => code !== 'PATH003' || !message.endsWith('nobody approved it'),
        );
        expect(other).toEqual([]);
        const forever = sorted.some((step) => step.kind === 'run' && step.effect === 'irreversible');
        expect(forever ? [] : findings).toEqual([]);
      }),
    );
    expect(accepted).toBeGreaterThan(RUNS / 10);
  });

  it('throws at nothing, however large', () => {
    check(
      fc.property(anySteps(40), changesOfGraph, (steps, changes) => {
        expect(checkPaths(changeGraph(graphOf(steps), changes), () => POSITION)).toBeInstanceOf(Array);
      }),
    );
  });
});

function runbookOf(steps: readonly Step[]): Runbook {
  const common = { name: 'test', version: 1, description: 'A test.', origin: 'user' as const };
  return { ...common, parameters: [], steps, file: POSITION.file, text: '' };
}
