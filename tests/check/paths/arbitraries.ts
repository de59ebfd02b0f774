import * as fc from 'fast-check';
import { buildGraph, type GraphLimits } from '../../../engine/check/graph.ts';
import type { Position } from '../../../engine/model/finding.ts';
import type { Graph } from '../../../engine/model/graph.ts';
import type { Effect, OnFailure, Step, StepCommon } from '../../../engine/model/runbook.ts';

/** Limits of no host in particular, so that times in tests are known. */
const LIMITS: GraphLimits = {
  evaluate: 600_000,
  build: 21_600_000,
  switch: 900_000,
  settle: 1_500,
  bookkeeping: 120_000,
};

export const POSITION: Position = { file: 'test.yaml', line: 3, column: 5 };

export const graphOf = (steps: readonly Step[]): Graph => buildGraph(steps, LIMITS);

type Own = Step extends infer S ? (S extends Step ? Omit<S, keyof StepCommon> : never) : never;

const effects: readonly Effect[] = ['read', 'change', 'irreversible'];

const own: fc.Arbitrary<Own> = fc.oneof(
  fc.constant<Own>({ kind: 'edit', edits: [] }),
  fc.constant<Own>({ kind: 'verify', checks: [] }),
  fc.constant<Own>({ kind: 'approve', message: 'Go on?' }),
  fc.constant<Own>({ kind: 'reboot', within: 1000 }),
  fc.constantFrom<Own>({ kind: 'inputs', update: 'all' }, { kind: 'collect-garbage', olderThan: '1d' }),
  fc.constant<Own>({ kind: 'files', keep: ['/var/lib/secret'], put: [], restart: [] }),
  fc.constantFrom<Own>({ kind: 'wait', duration: 1000 }, { kind: 'notify', message: 'Here.' }),
  fc.record({ effect: fc.constantFrom(...effects), undo: fc.boolean() }).map(({ effect, undo }): Own => {
    const back = undo || effect === 'change' ? { undo: ['undump'] } : {};
    return { kind: 'run', argv: ['dump'], effect, exit: [0], ...back };
  }),
);

const onFailure = (count: number): fc.Arbitrary<OnFailure | undefined> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<OnFailure>({ to: 'rollback' }, { to: 'needs-human' }, { to: 'continue' }),
    },
    {
      weight: 1,
      arbitrary: fc.nat(Math.max(count - 1, 0)).map((step): OnFailure => ({ to: 'step', step: `s${step}` })),
    },
  );

const step = (count: number): fc.Arbitrary<Omit<Step, 'id'>> =>
  fc
    .record({
      own,
      when: fc.option(fc.constantFrom('params.a', 'params.b'), { freq: 3, nil: undefined }),
      retry: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 4, nil: undefined }),
      timeout: fc.option(fc.constantFrom(1_000, 60_000, 7_200_000), { freq: 4, nil: undefined }),
      failing: onFailure(count),
      undone: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ own, when, retry, timeout, failing, undone }) => {
      const { undo, ...bare } = own.kind === 'run' ? own : { ...own, undo: undefined };
      return {
        position: POSITION,
        // Now and then a change has no undo.
        ...(undone === 0 ? bare : { ...bare, ...(undo && { undo }) }),
        ...(when !== undefined && { when: { kind: 'cel' as const, source: when } }),
        ...(retry !== undefined && { retry: { attempts: retry, delay: 500 } }),
        ...(timeout !== undefined && { timeout }),
        ...(failing && { onFailure: failing }),
      };
    });

/** The steps of a runbook nobody has checked: approvals, edits and jumps anywhere. */
export const anySteps = (most: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) =>
      fc
        .array(step(count), { minLength: count, maxLength: count })
        .map((steps) => steps.map((one, index) => ({ ...one, id: `s${index}` }) as Step)),
    );

/** The same steps in an order that has one switch, and jumps that lead forward. */
export function tidy(steps: readonly Step[]): readonly Step[] {
  const edits = steps.filter((one) => one.kind === 'edit').slice(0, 1);
  const others = steps.filter((one) => one.kind !== 'edit');
  const at = steps.findIndex((one) => one.kind === 'edit');
  const sorted = at === -1 ? others : [...others.slice(0, at), ...edits, ...others.slice(at)];
  return sorted.map((one, index) => {
    const { onFailure: failing, ...rest } = one;
    if (failing?.to !== 'step') return one;
    const target = sorted.findIndex((other) => other.id === failing.step);
    const over = sorted.slice(index, target + 1).some((other) => other.kind === 'edit');
    return target > index && !over && one.kind !== 'edit' ? one : rest;
  });
}
