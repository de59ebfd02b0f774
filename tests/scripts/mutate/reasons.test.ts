import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REASONS, reasonFor, squeeze } from '../../../scripts/mutate/reasons.ts';

it('every reason is of code that is there', () => {
  const lost = REASONS.filter(
    ({ file, code }) => !squeeze(readFileSync(file, 'utf8')).includes(squeeze(code)),
  );
  expect(lost.map(({ file, code }) => `${file}: ${code}`)).toEqual([]);
});

it.each([
  ['another file', { file: 'b.ts' }, undefined],
  ['other code', { code: 'a > b' }, undefined],
  ['another change of it', { to: 'false' }, undefined],
  ['the same, broken into lines', { code: 'a <\n  b' }, 'it is as good'],
])('a reason is told of %s as it should be', (_, change, why) => {
  const reasons = [{ file: 'a.ts', code: 'a < b', to: 'a <= b', why: 'it is as good' }];
  expect(reasonFor({ file: 'a.ts', code: 'a < b', to: 'a <= b', ...change }, reasons)).toBe(why);
});
