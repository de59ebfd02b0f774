import { expect, test } from 'vitest';
import { mergeFound, replaceFound } from '../../engine/redact/span.ts';

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
