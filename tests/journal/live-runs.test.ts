import { expect, it } from 'vitest';
import { liveRuns } from '../../engine/journal/live-runs.ts';
import type { RunSummary } from '../../engine/journal/journal.ts';
import type { RunOutcome } from '../../engine/model/outcome.ts';
import { person } from '../lib/principals.ts';

/** `a` verified; `a?` needs a person; `a!` rolled back; `a-` a run that only looked; `r<a` took `a` back. */
function summary(text: string): RunSummary {
  const [, run = '', mark = '', of] = /^(\w+)([?!-]?)(?:<(\w+))?$/u.exec(text) ?? [];
  const outcomes: Readonly<Record<string, RunOutcome>> = { '?': 'needs-human', '!': 'rolled-back' };
  const nodes = mark === '-' ? [] : [{ kind: 'edit' }];
  const head = { v: 1, run, seq: 1, at: '2026-11-30T10:00:00.000Z' } as const;
  const started = {
    ...head,
    type: 'run-started',
    mode: of === undefined ? 'apply' : 'rollback',
    ...(of === undefined ? {} : { of }),
    by: person('alice'),
    compiled: { graph: { nodes } },
  };
  const ended = {
    ...head,
    type: 'run-ended',
    outcome: outcomes[mark] ?? 'verified',
    exitCode: 0,
    message: '',
  };
  // Of a run that began the fold reads these members alone.
  return { run, started, ended } as unknown as RunSummary;
}

it.each([
  ['', ''],
  ['a b c', 'a b c'],
  ['a b! c-', 'a'],
  ['a b?', 'a b'],
  ['a b c r<b', 'a r'],
  ['a b c r<b d', 'a r d'],
  ['a b c r<b s<r', 'a b c s'],
  ['a r<a b r2<b', 'r r2'],
  ['a b? r<a', 'r'],
  ['a r?<a', 'a r'],
  ['a r!<a b', 'a b'],
])('of the runs %j those are still there: %j', (runs, live) => {
  const names = runs.split(' ').filter((text) => text !== '');
  const there = liveRuns(names.map(summary).toReversed(), () => true);
  expect(there.map(({ run }) => run).join(' ')).toBe(live);
});

it('one that needs a person is there only where it had changed something', () => {
  expect(liveRuns([summary('a?')], () => false)).toEqual([]);
});
