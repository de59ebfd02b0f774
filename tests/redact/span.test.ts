import { expect, test } from 'vitest';
import { mergeFound, replaceFound, withoutPlaceholders } from '../../engine/redact/span.ts';

const at = (start: number, end: number) => ({ kind: 'token', start, end });

test.each([
  ['apart', [at(0, 2), at(4, 6)], '#cd#'],
  ['side by side', [at(0, 3), at(3, 6)], '##'],
  ['one within the other', [at(0, 6), at(2, 4)], '#'],
  ['one over the end of the other', [at(0, 4), at(2, 6)], '#'],
  ['in a chain', [at(0, 3), at(2, 5), at(4, 6)], '#'],
])('places %s are replaced, and nothing of them is left', (_how, found, wanted) => {
  expect(replaceFound('abcdef', mergeFound(found), () => '#')).toBe(wanted);
});

test.each<[string, string, number, number, boolean]>([
  ['a placeholder', '<redacted:token>', 0, 16, false],
  ['a placeholder of one word', 'redacted-token', 0, 14, false],
  ['a part of a placeholder', 'x redacted-token-1 y', 11, 16, false],
  ['what ends where a placeholder begins', 'hunter2<redacted:token>', 0, 7, true],
  ['what begins where a placeholder ends', '<redacted:token>hunter2', 16, 23, true],
  ['a word that only ends like one', 'unredacted-token', 0, 16, true],
])('%s is found again, or not: %s', (_, text, start, end, found) => {
  expect(withoutPlaceholders(`${text} <redacted:a>`, [at(start, end)])).toHaveLength(found ? 1 : 0);
});
