import * as fc from 'fast-check';
import { checkExpression, evaluateExpression } from '../../../engine/check/expressions.ts';
import { checkConditions, evaluateConditions } from '../../../engine/check/policy/conditions.ts';
import { parsePattern } from '../../../engine/runbook/pattern.ts';
import { SHIPPED_POLICY } from '../../../tests/lib/policy.ts';
import { mutatedText } from '../inputs/text.ts';
import { checkTold, endingOf } from '../refusal.ts';
import type { Ending, Input, Target } from '../target.ts';

const EXPRESSIONS = [
  'params.port > 1024 && params.name != "root"',
  "params.list.exists(x, x.matches('^[a-z]+$'))",
  'params.list.map(x, x + "a").filter(y, size(y) > 2)',
  'outputs.look.stdout.contains("ok") ? 1 : 2',
  'outputs.look.exit == 0 || timestamp("2026-01-01T00:00:00Z") < timestamp("2027-01-01T00:00:00Z")',
  '{"a": [1, 2u, 3.5, b"x", null]}["a"][0]',
  'plan.ports.tcp.opened.exists(p, p < 1024)',
  "request.by.matches('(a|b)*') && now.hour / 2 == 3",
  'duration("1h") + duration("5m")',
  'has(params.name) && params["port"] in [80, 443]',
  'int("9223372036854775807") + 1',
  "string(params.port).split('').join('-')",
] as const;

const CEL = [
  'params.',
  'outputs.',
  'plan.',
  'params',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  '.',
  ',',
  '?',
  ':',
  '!',
  '-',
  '%',
  '/ 0',
  ' && ',
  ' || ',
  ' == ',
  ' in ',
  '.all(x, ',
  '.map(x, ',
  '.exists_one(x, ',
  'has(',
  'size(',
  'cel.bind(a, 1, ',
  '"',
  "'",
  '"""',
  "r'",
  'b"',
  '\\',
  '\\u0000',
  '9223372036854775807',
  '-9223372036854775808',
  '1e400',
  '0u',
  '.matches("(a+)+$")',
  '.matches(params.name)',
  '__proto__',
  'constructor',
  'timestamp("x")',
  'dyn(',
  'type(',
] as const;

const PATTERNS = [
  '^[a-z][a-z0-9-]{0,30}$',
  '^(a+)+$',
  '(x+x+)+y',
  '^\\u{1F600}|\\x{41}\\p{L}+[[:alpha:]]$',
  '(?i)straße|(?<name>a)',
  '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  '\\Qa.b\\E{3}',
] as const;

const REGEX = [
  '(',
  ')',
  '[',
  ']',
  '[^',
  '{',
  '}',
  '{9}',
  '{1000}',
  '{0,}',
  '{2,1}',
  '*',
  '+',
  '?',
  '|',
  '^',
  '$',
  '.',
  '\\',
  '(?:',
  '(?i)',
  '(?=',
  '(?<!',
  '(?P<a>',
  '\\1',
  '\\k<a>',
  '\\b',
  '\\p{',
  '\\p{L}',
  '\\u{110000}',
  '\\ud800',
  '[[:alpha:]]',
  '[z-a]',
  '\\Q',
  '\\E',
  '\\C',
  '\\x{}',
  '((((((((',
] as const;

const TYPES = { port: 'int', name: 'string', list: 'list<string>', on: 'bool', ratio: 'double' } as const;
const VALUES = { port: 80, name: 'alice', list: ['a', 'bb', 'ccc'], on: true, ratio: 0.5 } as const;
const OUTPUTS = { look: { stdout: 'ok\n', exit: 0, passed: true } } as const;
const POSITION = { file: 'fuzz.yaml', line: 1, column: 1 } as const;

/** CEL of runbooks and of policies, and the patterns of parameters, each on texts that make bad engines slow. */
export const expressionTarget: Target = {
  name: 'expression',
  about: 'CEL expressions of runbooks and policies, and patterns',
  inputs: () =>
    fc.tuple(
      mutatedText(fc.constantFrom(...EXPRESSIONS), CEL),
      mutatedText(fc.constantFrom(...PATTERNS), REGEX),
      fc.oneof(
        fc.constantFrom('a'.repeat(40_000), `${'x'.repeat(20_000)}!`, 'ab'.repeat(5_000), ''),
        fc.string({ unit: 'binary', maxLength: 200 }),
      ),
    ),
  open: async () => {
    const { factsOf } = await import('../../../tests/check/policy/facts.ts');
    const facts = factsOf();
    const env = {
      params: TYPES,
      outputs: { look: { stdout: 'string', exit: 'int', passed: 'bool' } },
    } as const;
    const play = ([source = '', pattern = '', text = '']: Input): Ending => {
      const checked = checkExpression(source, env, POSITION);
      const bindings = { values: { ...VALUES, name: text.slice(0, 5_000) }, types: TYPES };
      // As in a run: only what was checked is computed.
      if (endingOf(checked) === 'taken')
        checkTold(evaluateExpression(source, bindings, OUTPUTS, POSITION).findings);
      const condition = { id: 'fuzz', when: source, because: 'it is tried', at: POSITION, whenAt: POSITION };
      const policy = checkConditions({ ...SHIPPED_POLICY, conditions: [condition] });
      if (endingOf(policy) === 'taken') evaluateConditions([condition], facts, 'package');
      const parsed = parsePattern(pattern);
      if (parsed.ok) parsed.pattern.test(text);
      return checked.ok || policy.ok || parsed.ok ? 'taken' : 'refused';
    };
    return { play };
  },
};
