import { expect, test } from 'vitest';
import { splitName, stem } from '../../../engine/compile/compose/stem.ts';

test.each([
  ['connections', 'connection'],
  ['optimise', 'optimize'],
  ['saving', 'save'],
  ['entries', 'entry'],
  ['colour', 'color'],
  ['automatically', 'automatic'],
  ['stopped', 'stop'],
])("'%s' and '%s' are forms of one word", (left, right) => {
  expect(stem(left)).toBe(stem(right));
});

test.each([
  ['port', 'part'],
  ['user', 'use'],
  ['host', 'hosting-provider'],
])("'%s' and '%s' are not", (left, right) => {
  expect(stem(left)).not.toBe(stem(right));
});

test.each([
  ['recommendedTlsSettings', ['recommended', 'tls', 'settings']],
  ['enableTCPIP', ['enable', 'tcpip']],
  ['auto-optimise-store', ['auto', 'optimise', 'store']],
])("the name '%s' has its words", (name, words) => {
  expect(splitName(name)).toEqual(words);
});
