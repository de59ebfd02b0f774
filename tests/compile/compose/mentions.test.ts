import { expect, test } from 'vitest';
import { amountFor, amountsIn, mentionOf } from '../../../engine/compile/compose/mentions.ts';
import { buildTokens } from '../../../engine/compile/grammar/tokens.ts';

test.each([
  ['192.168.1.50', 'address'],
  ['256.1.1.1', 'version'],
  ['10.0.0.0/8', 'network'],
  ['fe80::1', 'address'],
  ['https://cache.example.org', 'url'],
  ['/srv/data', 'path'],
  ['me@example.org', 'email'],
  ['8000-8010', 'range'],
  ['8080', 'number'],
  ['nas.lan', 'domain'],
  ['8056c2e21c000001', 'key'],
  ['docker', undefined],
])("'%s' is by its form %s", (text, kind) => {
  const [token] = buildTokens(text);
  expect(token && mentionOf(token)).toBe(kind);
});

test.each([
  ['256 megabytes of memory', 'The memory, in megabytes.', 256],
  ['2 GB', 'The memory, in megabytes.', 2048],
  ['two weeks', 'Days to keep.', 14],
  ['five seconds', 'How many seconds to wait.', 5],
  ['50%', 'In percent.', 50],
  ['7 days', 'The number of workers.', undefined],
])("'%s' of an option that says '%s' is %s", (text, description, value) => {
  const [amount] = amountsIn(buildTokens(text));
  expect(amount && amountFor(amount, description)).toBe(value);
});
