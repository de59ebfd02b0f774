import { expect, test } from 'vitest';
import { isRandom } from '../../engine/redact/entropy.ts';

test.each([
  ['hdqCWnxv1x38Qa', true],
  ['linux-node-24', false],
  ['3f9ac01d77be4410', true],
  ['1234567890123456', false],
  ['abcdefabcdefabcd', false],
  ['K7QX2M9ZT4', true],
  ['QWERTZUIOP', false],
])('%s is random: %s', (text, expected) => {
  expect(isRandom(text)).toBe(expected);
});
