import { expect, it } from 'vitest';
import { parseEvent } from '../../../engine/model/events/parse-event.ts';
import { parseFinding } from '../../../engine/model/events/parse-finding.ts';

const known = {
  code: 'NIX001',
  severity: 'error',
  message: 'no',
  position: { file: 'f', line: 1, column: 2 },
  fix: 'f',
};

it('a finding is read as it is', () => {
  expect(parseFinding(known)).toEqual(known);
});

it('a code that only a newer engine knows stands before its message, and is none of ours', () => {
  const read = { ...known, code: 'NEW001', message: 'NIX999: no' };
  expect(parseFinding({ ...known, code: 'NIX999' })).toEqual(read);
  const ended = { v: 1, run: 'r', seq: 1, at: '', type: 'step-ended', node: 'plan', phase: 'plan' };
  const event = { ...ended, attempt: 1, outcome: 'fail', message: 'no', took: 1 };
  expect(parseEvent({ ...event, findings: [{ ...known, code: 'NIX999' }] })).toMatchObject({
    findings: [read],
  });
});

it.each([
  undefined,
  'NIX001',
  { ...known, severity: 'fatal' },
  { ...known, message: 1 },
  { code: 'NIX001' },
  { ...known, position: { file: 'a', line: 1, column: 0 } },
  { ...known, position: { file: 'a', line: -1, column: 1 } },
  { ...known, position: { file: 'a', line: 1.5, column: 1 } },
])('nothing is read from %j', (value) => {
  expect(parseFinding(value)).toBeUndefined();
});
