import { expect, test } from 'vitest';
import { INTENTS } from '../../engine/compile/intents/index.ts';
import { LazyPattern, vocabulary } from '../../engine/compile/grammar/lazy-pattern.ts';
import { matchPattern, parsePhrasePattern } from '../../engine/compile/grammar/pattern.ts';
import { REWRITES } from '../../engine/compile/paraphrase/rewrites.ts';
import { buildTokens } from '../../engine/compile/grammar/tokens.ts';

const RULES = INTENTS.flatMap(({ rules }) => rules.flatMap(({ patterns }) => patterns));
const ALL = [...RULES, ...REWRITES.flatMap(({ patterns }) => patterns)];

// Patterns are read when a clause needs them, so a mistake in one would wait for its sentence.
test('every pattern of the grammar can be read', () => {
  expect(ALL.length).toBeGreaterThan(500);
  for (const text of ALL) expect(() => parsePhrasePattern(text)).not.toThrow();
});

test.each(['install docker', 'turn on docker', 'please', 'open port 80', 'why', 'use sddm instead of gdm'])(
  "what is told of a pattern before it is read leaves out none that covers '%s'",
  (sentence) => {
    const clause = buildTokens(sentence);
    const words = new Set(clause.map(({ word }) => word));
    const eager = ALL.filter((text) => !matchPattern(parsePhrasePattern(text), clause).next().done);
    const lazy = ALL.filter((text) => !new LazyPattern(text).cover(clause, words).next().done);
    expect(lazy).toEqual(eager);
  },
);

test('the vocabulary holds the words of classes, and no sign of the notation', () => {
  expect([...vocabulary(['@enable [tcp] (port|ports) <x+>'])]).toEqual(
    expect.arrayContaining(['enable', 'turn', 'on', 'tcp', 'port', 'ports']),
  );
  expect([...vocabulary(ALL)].filter((word) => /[()[\]|<>@]/u.test(word))).toEqual([]);
});
