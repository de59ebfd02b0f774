import { expect, test } from 'vitest';
import { readTimeRange } from '../../../engine/compile/questions/time-range.ts';

// A Thursday.
const NOW = new Date('2026-03-05T10:00:00Z');

test.each([
  ['what changed yesterday?', '2026-03-04T00:00', '2026-03-05T00:00'],
  ['what did you do today', '2026-03-05T00:00', '2026-03-05T10:00'],
  ['what changed last week', '2026-02-23T00:00', '2026-03-05T10:00'],
  ['what changed this week', '2026-03-02T00:00', '2026-03-05T10:00'],
  ['changes this month', '2026-03-01T00:00', '2026-03-05T10:00'],
  ['what happened in the last 3 days', '2026-03-02T10:00', '2026-03-05T10:00'],
  ['what happened in the past two hours', '2026-03-05T08:00', '2026-03-05T10:00'],
  ['who changed docker on monday', '2026-03-02T00:00', '2026-03-03T00:00'],
  ['what changed since monday', '2026-03-02T00:00', '2026-03-05T10:00'],
  ['what happened on thursday', '2026-02-26T00:00', '2026-02-27T00:00'],
  ['what changed on 2026-02-01', '2026-02-01T00:00', '2026-02-02T00:00'],
  ['what changed since 2026-02-01', '2026-02-01T00:00', '2026-03-05T10:00'],
])("'%s' is about %s to %s", (question, from, to) => {
  expect(readTimeRange(question, NOW)).toEqual({ from: new Date(`${from}Z`), to: new Date(`${to}Z`) });
});

test.each(['what changed', 'the last 3 runs', 'who changed docker', 'on 2026-99-99'])(
  "'%s' names no time",
  (question) => {
    expect(readTimeRange(question, NOW)).toBeUndefined();
  },
);
