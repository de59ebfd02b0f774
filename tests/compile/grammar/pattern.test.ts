import { expect, test } from 'vitest';
import { matchPattern, parsePhrasePattern } from '../../../engine/compile/grammar/pattern.ts';
import { buildTokens } from '../../../engine/compile/grammar/tokens.ts';

test.each([
  ['open port', 'open port', [{}]],
  ['open port', 'open ports', []],
  ['open port', 'open port now', []],
  ['open (port|ports) <p>', 'open ports 80', [{ p: '80' }]],
  ['open [tcp] port <p>', 'open port 80', [{ p: '80' }]],
  ['open [tcp] port <p>', 'open tcp port 80', [{ p: '80' }]],
  ['install <x+>', 'install a, b and c', [{ x: 'a , b and c' }]],
  ['install <x+> for <u>', 'install a and b for bob', [{ x: 'a and b', u: 'bob' }]],
  ['install <x+>', 'install', []],
  ['install <x+>', 'install and', []],
  [
    '<a+> to <b+>',
    'x to y to z',
    [
      { a: 'x', b: 'y to z' },
      { a: 'x to y', b: 'z' },
    ],
  ],
  ['@enable <x>', 'turn on docker', [{ x: 'docker' }]],
  ['set <x>', 'set "two words"', [{ x: 'two words' }]],
  ['set x', 'set "x"', []],
  ['(a|b [c]) d', 'b c d', [{}]],
])("the pattern '%s' covers '%s' as expected", (pattern, sentence, expected) => {
  const found = [...matchPattern(parsePhrasePattern(pattern), buildTokens(sentence))].map((slots) =>
    Object.fromEntries(
      [...slots].map(([name, tokens]) => [name, tokens.map((token) => token.text).join(' ')]),
    ),
  );
  expect(found).toEqual(expected);
});

test.each(['(a|b', 'a)', '[a', '@nothing'])("the pattern '%s' is a mistake of ours and throws", (pattern) => {
  expect(() => parsePhrasePattern(pattern)).toThrow(/pattern|class/u);
});
