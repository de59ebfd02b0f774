import { expect, test } from 'vitest';
import { amount, duration, moment } from '../../engine/model/units.ts';

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min'],
  [754_200, '12 min 34 s'],
  [3_600_000, '1 h'],
  [5_400_000, '1 h 30 min'],
])('%i milliseconds are %s', (milliseconds, said) => {
  expect(duration(milliseconds)).toBe(said);
});

test.each([
  ['2026-11-29T06:10:48.026Z', '2026-11-29 06:10:48 UTC'],
  ['2026-11-29T06:10:48Z', '2026-11-29 06:10:48 UTC'],
  ['not a time', 'not a time'],
])('%s is said as %s', (iso, said) => {
  expect(moment(iso)).toBe(said);
});

test.each([
  [0, '0'],
  [99_999, '99999'],
  [100_000, '100 thousand'],
  [999_999, '999 thousand'],
  [16_321_018, '16.3 million'],
])('%i things are %s', (count, said) => {
  expect(amount(count)).toBe(said);
});
