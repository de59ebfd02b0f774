import { expect, test } from 'vitest';
import { foldRun, waitsForApproval, type RunState } from '../../engine/journal/fold.ts';
import type { RunEvent } from '../../engine/model/event.ts';
import type { StepOutcome } from '../../engine/model/outcome.ts';

/** A run whose switch has begun an activation, and ended so. */
function switchEnded(outcome: StepOutcome, data: Readonly<Record<string, unknown>> | undefined): RunEvent[] {
  const common = { v: 1, run: 'r', at: '2026-01-01T00:00:00.000Z' } as const;
  const state = { node: 'switch', phase: 'switch', attempt: 1 } as const;
  return [
    { ...common, seq: 1, type: 'run-started' },
    { ...common, seq: 2, type: 'mutation', node: 'switch', message: '', data: { mutation: 'activation' } },
    {
      ...common,
      ...state,
      seq: 3,
      type: 'step-ended',
      outcome,
      message: 'it failed',
      took: 1,
      ...(data === undefined ? {} : { data }),
    },
  ] as unknown as RunEvent[];
}

test.each<[string, StepOutcome, Readonly<Record<string, unknown>> | undefined, boolean]>([
  ['a switch that failed', 'fail', { exitCode: 4 }, true],
  ['one that took too long', 'timeout', { exitCode: 1 }, true],
  ['one that another activation kept out', 'fail', { exitCode: 11 }, false],
  ['one whose end the engine did not see', 'fail', undefined, false],
  ['one that went well', 'ok', { exitCode: 0 }, false],
])('%s speaks against the new system: %s %j %s', (_what, outcome, data, against) => {
  expect(foldRun(switchEnded(outcome, data))?.failed).toEqual(
    against ? { node: 'switch', message: 'it failed' } : undefined,
  );
});

test.each<[string, object | undefined, boolean, boolean]>([
  ['at consent, pending', { node: 'consent', outcome: 'pending' }, false, true],
  ['at consent, pending, and has ended', { node: 'consent', outcome: 'pending' }, true, false],
  ['at consent, still asked', { node: 'consent' }, false, false],
  ['at consent, approved', { node: 'consent', outcome: 'ok' }, false, false],
  ['at another state', { node: 'boot', outcome: 'pending' }, false, false],
  ['nowhere yet', undefined, false, false],
])('a run that is %s waits for an approval: %o %s %s', (_, at, ended, waits) => {
  // Of a run these members alone are read.
  const state = { ...(at && { at }), ...(ended && { ended: {} }) } as unknown as RunState;
  expect(waitsForApproval(state)).toBe(waits);
});

test.each<[string, StepOutcome, 'off' | undefined]>([
  ['confirm', 'ok', 'off'],
  ['confirm', 'reboot', 'off'],
  ['confirm', 'fail', undefined],
  ['stage', 'ok', 'off'],
  ['stage', 'fail', undefined],
  ['settle', 'ok', undefined],
  ['switch', 'reboot', undefined],
])('%s that ends %s leaves the timer %s', (node, outcome, timer) => {
  const [first, mutation, ended] = switchEnded(outcome, { exitCode: 0 });
  const events = [first, mutation, { ...ended, node }] as unknown as RunEvent[];
  expect(foldRun(events)?.timer).toBe(timer);
});
