import { expect, test } from 'vitest';
import { isDistinct, isSecretValue } from '../../engine/redact/secret-values.ts';

test.each([
  ['blue7fish', true],
  ['abc', true],
  ['ab', false],
  ['  ab  ', false],
  ['yes', false],
  ['YES', false],
  ['***', false],
  ['-----', false],
  ['xxxx', false],
  ['XXXX', false],
  ['....', false],
  ['aaaa', true],
  ['/run/secrets/x', false],
  ['/run', false],
  ['./x', false],
  ['../x/y', false],
  ['~/x', false],
  ['a:/x', false],
  ['a://x', true],
  ['$PASSWORD', false],
  [String.raw`\$PASSWORD`, false],
  ['$(cat x)', false],
  ['${x}', false],
  ['$1abc', true],
  ['%x', false],
  ['@x@', false],
  ['@xyz', true],
  ['{{ x }}', false],
  ['{{ x }} y', true],
  ['<x>', false],
  ['<x> y', true],
  ['file:x', false],
  ['a file:x', true],
  ['!vault |', false],
  ['ENC[x', false],
  ['config.x.y', false],
  ['configuration.x', true],
  ['config.x y', true],
])('%s as the value of a password is a secret: %s', (value, secret) => {
  expect(isSecretValue(value)).toBe(secret);
});

test.each([
  ['blue7fish', true],
  ['bluefi', true],
  ['bluef', false],
  ['password', false],
  ['PassWord', false],
  ['disabled', false],
  ['Disabled', false],
])('%s is looked for wherever it may stand: %s', (value, distinct) => {
  expect(isDistinct(value)).toBe(distinct);
});
