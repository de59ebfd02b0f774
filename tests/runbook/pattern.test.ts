import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_INSTRUCTIONS, parsePattern, type Pattern } from '../../engine/runbook/pattern.ts';

const LONGEST = 4096;

function patternOf(source: string): Pattern {
  const parsed = parsePattern(source);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.pattern;
}

test.each<[string, string, boolean]>([
  ['^[a-z_][a-z0-9_-]{0,30}$', 'alice', true],
  ['^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$', 'a.example-', false],
  ['^[a-z][a-z0-9]*(-[a-z0-9]+)*$', 'enable-docker', true],
  ['^(\\d{1,3}\\.){3}\\d{1,3}$', '192.0.2.1', true],
  ['^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', 'a@example', false],
  ['^/[^\\u0000]*$', '/var', true],
  ['^/[^\\u0000]*$', '/va\0r', false],
  ['^\\u{1F600}$', '😀', true],
  ['^\\\\u0041$', '\\u0041', true],
  ['^.$', '😀', true],
  ['b', 'abc', true],
  ['^a$', 'b\na\nb', false],
  ['(?<year>\\d{4})', 'in 2026', true],
])('%s tried on %j: %s', (source, text, matches) => {
  expect(patternOf(source).test(text)).toBe(matches);
});

test.each([
  ['[', 'invalid', 'missing closing ]'],
  ['a**', 'invalid', 'invalid nested repetition'],
  ['\\q', 'invalid', 'invalid escape'],
  ['\\uD83D\\uDE00', 'invalid', 'invalid escape'],
  ['(?>a)', 'invalid', '(?>'],
  ['(a)\\1*', 'unbounded', 'backreference or look-around: \\1'],
  ['(?<x>a)\\k<x>', 'unbounded', 'backreference or look-around'],
  ['(?=a+)b', 'unbounded', 'look-around: (?='],
  ['(?!a+)b', 'unbounded', 'look-around: (?!'],
  ['(?<=a+)b', 'unbounded', 'look-around: (?<='],
  ['(?<!a+)b', 'unbounded', 'look-around: (?<!'],
  ['a{0,1000}b{0,1000}c{0,1000}', 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
  ['((a{1,60}){1,60}){1,60}', 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
  [`(${'a'.repeat(500)}[])]){100}`, 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
  [`(${'a'.repeat(500)}[[:alpha:])]){100}`, 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
  [`(${'a'.repeat(500)}\\Q)\\E){100}`, 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
  ['a'.repeat(LONGEST), 'unbounded', `${MAX_INSTRUCTIONS} instructions`],
])('%s is refused as %s', (source, reason, message) => {
  expect(parsePattern(source)).toEqual({ ok: false, reason, message: expect.stringContaining(message) });
});

/** Each makes an engine that tries one way after another try more ways than it ever could. */
test.each([
  ['^(a+)+$', 'a'],
  ['(a|a)*b', 'a'],
  ['^([a-z]+)*$', 'a'],
  ['^(.*a){30}$', 'a'],
  ['(a?){50}a{50}$', 'a'],
  ['((a{1,6}){1,4}){1,4}$', 'a'],
  ['^a*a*a*a*$', 'a'],
  ['^a*b*c*d*e*$', 'abcde'],
  ['^(-[a-z-]+)*$', '-a'],
  ['^(.?){400}$', 'a'],
])('%s ends on a long text that almost fits', (source, piece) => {
  const text = `${piece.repeat(LONGEST / piece.length)}\n!`;
  expect(patternOf(source).test(text)).toBe(false);
});

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\.', '-', '(?:)', '^', '$', '\\b');
const quantifier = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{0,2}', '+?');
const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map(([one, times]) => (/^(?:[$^]|\\b)$/u.test(one) ? one : one + times)),
    fc.tuple(tie('pattern'), quantifier).map(([inner, times]) => `(${inner})${times}`),
    fc
      .tuple(tie('pattern'), tie('pattern'), quantifier)
      .map(([one, two, times]) => `(${one}|${two})${times}`),
  ),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '\n'), maxLength: 8 });

test('what is accepted matches what the same pattern matches in JavaScript', () => {
  let accepted = 0;
  fc.assert(
    fc.property(pattern, text, (source, tried) => {
      const parsed = parsePattern(source);
      if (!parsed.ok) return;
      accepted += 1;
      const found = { source, tried, matches: parsed.pattern.test(tried) };
      expect(found).toEqual({ source, tried, matches: new RegExp(source, 'u').test(tried) });
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(250);
});

test('a long pattern is refused before anything is looked for in it', () => {
  expect(parsePattern('['.repeat(2_000_000))).toMatchObject({ ok: false, reason: 'unbounded' });
});
