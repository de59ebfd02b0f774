import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDuration, renderDuration } from '../../engine/document/duration.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
  ['0s', 0],
  ['', undefined],
  ['5', undefined],
  ['1.5s', undefined],
  ['-1s', undefined],
  ['05s', undefined],
  ['5 s', undefined],
  ['5d', undefined],
])('%j is %s milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test('a rendered duration reads back the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400_000 }), (milliseconds) => {
      expect(parseDuration(renderDuration(milliseconds))).toBe(milliseconds);
    }),
  );
});
