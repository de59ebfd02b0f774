import { expect, test } from 'vitest';
import type { NixValue } from '../../engine/model/options/value.ts';
import { MAX_DEPTH } from '../../engine/nix/parse.ts';
import { config, outcome, set } from './support/apply.ts';

const parens = (depth: number): string => `${'('.repeat(depth)}{ }${')'.repeat(depth)}`;
const lists = (depth: number): NixValue =>
  Array.from({ length: depth }).reduce<NixValue>((inner) => [inner], []);

/* What is read is not always deep enough inside the limit for one more level. */
test.each<[string, string, NixValue]>([
  ['a file that is nearly too deep', parens(MAX_DEPTH - 2), { type: 'attrs', entries: { a: [1] } }],
  ['a value that is too deep', '{ }\n', lists(MAX_DEPTH + 1)],
])('refuses an edit that would nest deeper than is read: %s', (_title, before, value) => {
  expect(outcome(config(before), set('a.b', value))).toMatch(/^NIX010 at configuration\.nix:/u);
});
