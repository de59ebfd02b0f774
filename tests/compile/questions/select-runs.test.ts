import { expect, test } from 'vitest';
import { pinRunbook } from '../../../engine/check/check-runbook.ts';
import { selectRuns } from '../../../engine/compile/questions/select-runs.ts';
import { mustCheck } from '../../lib/runbooks.ts';
import { person } from '../../lib/principals.ts';

const NOW = new Date('2026-03-05T10:00:00Z');

const RUNS = [
  entry('20260305-080000-aaaa', 'enable docker', 'alice'),
  entry('20260304-080000-bbbb', 'install vlc', 'bob'),
  entry('20260302-080000-cccc', 'disable docker', 'bob'),
  entry('20260101-080000-dddd', 'open port 80', 'alice'),
];

test.each([
  ['', ['aaaa', 'bbbb', 'cccc', 'dddd']],
  ['what changed yesterday?', ['bbbb']],
  ['who changed docker', ['aaaa', 'cccc']],
  ['what did bob change', ['bbbb', 'cccc']],
  ['in the last 2 runs', ['aaaa', 'bbbb']],
  ['who changed docker since monday', ['aaaa', 'cccc']],
  ['when was nginx enabled', []],
])("'%s' is about the runs %j", (question, expected) => {
  expect(selectRuns(RUNS, question, NOW).runs.map(({ run }) => run.slice(-4))).toEqual(expected);
});

function entry(run: string, request: string, by: string) {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/u.exec(run) ?? [];
  return {
    run,
    started: {
      type: 'run-started' as const,
      v: 1 as const,
      run,
      seq: 1,
      at: `${year}-${month}-${day}T08:00:00.000Z`,
      mode: 'apply' as const,
      runbook: 'change',
      text: '',
      origin: 'generated' as const,
      request,
      parameters: {},
      compiled: pinRunbook(mustCheck('  - id: tell\n    notify: hello\n')),
      host: '/',
      by: person(by),
      engine: '0',
    },
    ended: undefined,
  };
}
