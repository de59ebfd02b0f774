import { expect, test } from 'vitest';
import { namesIn } from '../../engine/check/cel-syntax.ts';
import { checkExpression, evaluateExpression } from '../../engine/check/expressions.ts';
import type { ExpressionEnv } from '../../engine/check/expressions.ts';
import type { Bindings } from '../../engine/check/parameters.ts';
import { expectFinding, valueOf } from '../runbook/runbooks.ts';

const env: ExpressionEnv = {
  params: { port: 'int', user: 'string', fast: 'bool', ratio: 'double', groups: 'list<string>' },
  outputs: { 'back-up': { stdout: 'string', exit: 'int' }, look: { passed: 'bool' } },
};
const bindings: Bindings = {
  values: { port: 8080, user: 'alice', fast: true, ratio: 2, groups: ['wheel'] },
  types: env.params,
};
const outputs = { 'back-up': { stdout: 'done', exit: 0 }, look: { passed: true } };

test.each<[string, string, unknown]>([
  ['params.port > 1024', 'bool', true],
  ['params.port + 1', 'int', 8081],
  ['params.ratio * 1.5', 'double', 3],
  ["'wheel' in params.groups && params.fast", 'bool', true],
  ["params.user + '@host'", 'string', 'alice@host'],
  ['params["user"]', 'string', 'alice'],
  ['params.groups[0]', 'string', 'wheel'],
  ['params.groups.map(g, g + "s")', 'list<string>', ['wheels']],
  ['params.fast ? 1 : 2', 'int', 1],
  ['outputs.back_up.exit == 0 && outputs.look.passed', 'bool', true],
  ['outputs.back_up.stdout.contains("on")', 'bool', true],
  ['{"a": params.port}', 'map<string, int>', { a: 8080 }],
  ['string(params.port)', 'string', '8080'],
  ["params.user.matches('^(a+)+$')", 'bool', false],
  ["params.user.matches('(?i)^ALICE$')", 'bool', true],
  ["params.groups.all(g, g.matches('(?i)WHEEL') && !g.matches('(?i)^HEEL'))", 'bool', true],
  ["params.groups.filter(g, g.matches('(?i)WHEEL'))", 'list<string>', ['wheel']],
  ["params.groups.map(g, g.matches('(?i)WHEEL'), g + 's')", 'list<string>', ['wheels']],
  ["params.fast ? [params.user].exists(u, u.matches('(?i)ALI')) : false", 'bool', true],
  ['{"a": params.user.matches("(?i)ALI")}', 'map<string, bool>', { a: true }],
  ["cel.bind(u, params.user, u.matches('(?i)ALI'))", 'bool', true],
  ["outputs.back_up.stdout.matches('(?i)DONE')", 'bool', true],
  ['null', 'null', null],
])('%s gives %s', (source, type, value) => {
  expect(valueOf(checkExpression(source, env))).toBe(type);
  expect(valueOf(evaluateExpression(source, bindings, outputs))).toEqual(value);
});

test.each<[string, string, ...string[]]>([
  ['params.prot > 1', 'CEL001', 'No such key: prot', "did you mean 'port'?"],
  ['port > 1', 'CEL001', 'Unknown variable: port', 'write params.port'],
  ['params.user + 1', 'CEL001', 'string + int'],
  ['params.port >', 'CEL001', 'Unexpected token'],
  ['outputs.backup.exit', 'CEL001', "did you mean 'back_up'?"],
  ['outputs.back_up.stdot', 'CEL001', "did you mean 'stdout'?"],
  ['params', 'CEL001', 'write params.name'],
  ['size(params)', 'CEL001', 'stands alone'],
  ['params[params.user]', 'CEL001', 'stands alone'],
  ['params.groups.map(params, params)', 'CEL001', 'cannot be names of items'],
  ["params.user.matches('(a)\\\\1')", 'CEL001', 'may take too long to try', 'backreference'],
  ["params.user.matches('(?=a)')", 'CEL001', 'may take too long to try', 'look-around'],
  ["params.user.matches('[')", 'CEL001', 'is not a regular expression'],
  ['params.user.matches(params.user)', 'CEL001', 'must be plain text'],
  ["params.port.matches('1')", 'CEL001', 'int.matches(string)'],
  ['outputs.look', 'CEL002', 'allowed are text'],
  ['timestamp("2020-01-01T00:00:00Z")', 'CEL002'],
  [`${'1+'.repeat(600)}1`, 'CEL001'],
  ['('.repeat(5000), 'CEL001'],
])('%s is refused', (source, code, ...words) => {
  const checked = checkExpression(source, env);
  expect(checked.ok).toBe(false);
  expectFinding(checked.findings, code, ...words);
});

test('an expression of a type the place does not take is refused', () => {
  expectFinding(
    checkExpression('params.port', env, undefined, ['bool']).findings,
    'CEL002',
    'returns int; it must return bool',
  );
  expect(checkExpression('dyn(params.port)', env, undefined, ['bool']).ok).toBe(true);
});

test.each<[string, ...string[]]>([
  ['1 / (params.port - 8080)'],
  ['params.groups[5]'],
  ['outputs.later.exit == 0', "step 'later' has no output"],
  ['9223372036854775807', 'does not return plain data'],
])('%s fails while it is computed', (source, ...words) => {
  const computed = evaluateExpression(source, bindings, outputs);
  expect(computed.ok).toBe(false);
  expectFinding(computed.findings, 'CEL003', ...words);
});

test('works without parameters and without outputs', () => {
  const none = { params: {}, outputs: {} };
  expect(valueOf(checkExpression('1 + 1', none))).toBe('int');
  expect(valueOf(evaluateExpression('1 + 1', { values: {}, types: {} }, {}))).toBe(2);
  expectFinding(checkExpression('params.x', none).findings, 'CEL001', 'Unknown variable: params');
});

test('finds every name that an expression uses, with its place', () => {
  const source = 'params.a > 1 && params["b"].exists(x, x == outputs.c_d.e)';
  const names = namesIn(source);
  expect(
    'problem' in names
      ? names.problem
      : names.map(({ of, name, start, end }) => [of, name, source.slice(start, end)]),
  ).toEqual([
    ['params', 'a', 'params.a'],
    ['params', 'b', 'params["b"]'],
    ['outputs', 'c_d', 'outputs.c_d'],
  ]);
});
