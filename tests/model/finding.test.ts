import { expect, it } from 'vitest';
import { failed, LONGEST_MESSAGE, ok, type Finding } from '../../engine/model/finding.ts';

const finding = (message: string): Finding => ({ code: 'CFG002', severity: 'error', message });

it.each([
  ['a line', 'it is not allowed'],
  ['the longest', 'x'.repeat(LONGEST_MESSAGE)],
])('keeps a message as it is: %s', (_title, message) => {
  expect(failed(finding(message)).findings).toEqual([finding(message)]);
  expect(ok(1, [finding(message)]).findings).toEqual([finding(message)]);
});

it('cuts a message that repeats a whole file, at a whole character', () => {
  const [cut] = failed(finding('😀'.repeat(LONGEST_MESSAGE))).findings;
  expect(cut?.message).toHaveLength(LONGEST_MESSAGE);
  expect(cut?.message.isWellFormed()).toBe(true);
  expect(cut?.message.endsWith('…')).toBe(true);
});
