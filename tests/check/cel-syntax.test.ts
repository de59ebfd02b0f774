import { expect, it } from 'vitest';
import { checkExpression } from '../../engine/check/expressions.ts';
import { checkConditions } from '../../engine/check/policy/conditions.ts';
import { SHIPPED_POLICY } from '../lib/policy.ts';

const AT = { file: 'a.yaml', line: 1, column: 1 };
const DEEP = 20_000;

it.each([
  ['signs before a number', `${'-'.repeat(DEEP)}1`],
  ['negations', `${'!'.repeat(DEEP)}true`],
  ['signs with blanks between', `${'- \n'.repeat(DEEP)}1`],
  ['brackets', `${'('.repeat(DEEP)}1${')'.repeat(DEEP)}`],
  ['lists', `${'['.repeat(DEEP)}1${']'.repeat(DEEP)}`],
  ['choices', `${'true?1:'.repeat(DEEP)}1`],
])('an expression of %s, deeper than a stack, is refused as any other', (_, source) => {
  const env = { params: {}, outputs: {} };
  expect(checkExpression(source, env, AT).findings).toMatchObject([{ code: 'CEL001' }]);
  const condition = { id: 'a', when: source, because: 'a', at: AT, whenAt: AT };
  const checked = checkConditions({ ...SHIPPED_POLICY, conditions: [condition] });
  expect(checked.findings).toMatchObject([{ code: 'POL013' }]);
});
