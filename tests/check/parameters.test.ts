import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindParameters, checkDefaults } from '../../engine/check/parameters.ts';
import { expectFinding, runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';

const runbook = runbookOf(
  withSteps(
    '  - { id: a, wait: 1s }',
    `
  user: { type: string, pattern: "^[a-z]+$", description: Login name. }
  port: { type: integer, minimum: 1, maximum: 65535, default: 8080 }
  ratio: { type: number, default: 0.5 }
  fast: { type: boolean, default: false }
  groups: { type: array, items: { type: string }, uniqueItems: true, default: [] }
  ports: { type: array, items: { type: integer }, default: [] }
  shell: { type: string, enum: [bash, zsh], default: bash }`,
  ),
);
const defaults = { port: 8080, ratio: 0.5, fast: false, groups: [], ports: [], shell: 'bash' };

test.each([
  [{}, {}],
  [{ port: '443' }, { port: 443 }],
  [{ port: 443 }, { port: 443 }],
  [{ ratio: '1e-3' }, { ratio: 0.001 }],
  [{ ratio: '2' }, { ratio: 2 }],
  [{ fast: 'true' }, { fast: true }],
  [{ groups: 'wheel, docker' }, { groups: ['wheel', 'docker'] }],
  [{ groups: '["a,b"]' }, { groups: ['a,b'] }],
  [{ groups: '' }, { groups: [] }],
  [{ ports: '80,443' }, { ports: [80, 443] }],
  [{ ports: [80] }, { ports: [80] }],
])('%j binds to %j', (given, values) => {
  const bound = valueOf(bindParameters(runbook, { user: 'alice', ...given }));
  expect(bound.values).toEqual({ user: 'alice', ...defaults, ...values });
});

test('tells the types that expressions see', () => {
  const types = {
    user: 'string',
    port: 'int',
    ratio: 'double',
    fast: 'bool',
    groups: 'list<string>',
    ports: 'list<int>',
  };
  expect(valueOf(bindParameters(runbook, { user: 'a' })).types).toEqual({ ...types, shell: 'string' });
});

const user = { user: 'alice' };
test.each<[unknown, string, ...string[]]>([
  [{}, 'PAR001 5:9', "parameter 'user' is missing: Login name.", '-p user=…'],
  [{ ...user, prot: '80' }, 'PAR002', "no parameter 'prot'", "did you mean 'port'?"],
  [{ ...user, __proto__x: '80' }, 'PAR002', 'known are user, port'],
  [{ ...user, port: 'eighty' }, 'PAR003 6:9', 'of type integer', '"eighty"', '-p port=1'],
  [{ ...user, port: '0x50' }, 'PAR003 6:9'],
  [{ ...user, port: '8080.0' }, 'PAR003 6:9'],
  [{ ...user, port: '99999999999999999999' }, 'PAR003 6:9'],
  [{ ...user, fast: 'yes' }, 'PAR003 8:9', '-p fast=true'],
  [{ ...user, ports: '80,x' }, 'PAR003 10:10', '-p ports=first,second'],
  [{ ...user, port: '0' }, 'PAR004 6:9', 'must be >= 1'],
  [{ user: 'Alice; rm -rf /' }, 'PAR004 5:9', 'must match pattern'],
  [{ user: 5 }, 'PAR004 5:9', 'must be of type string'],
  [{ user: null }, 'PAR004 5:9'],
  [{ ...user, groups: 'a,a' }, 'PAR004 9:11', 'duplicate'],
  [{ ...user, shell: 'fish' }, 'PAR004 11:10', '["bash","zsh"]'],
  [{ user: 'a'.repeat(5000) }, 'PAR004 5:9', 'at most 4096'],
  [{ user: 'a\0b' }, 'PAR004 5:9', 'NUL'],
  [[], 'PAR005'],
  [null, 'PAR005'],
  ['user=alice', 'PAR005'],
])('refuses %j', (given, place, ...words) => {
  const bound = bindParameters(runbook, given);
  expect(bound.ok).toBe(false);
  expectFinding(bound.findings, place, ...words);
});

test('a default that does not fulfil its own schema is refused before anybody relies on it', () => {
  const text = withSteps('  - { id: a, wait: 1s }', '{ port: { type: integer, minimum: 10, default: 1 } }');
  expectFinding(checkDefaults(runbookOf(text)), 'PAR004 4:21', "the default of parameter 'port'", '>= 10');
  expect(checkDefaults(runbook)).toEqual([]);
});

test('gives a value of the declared type or a finding, for anything given', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(defaults)),
      fc.oneof(fc.string(), fc.jsonValue()),
      (name, given) => {
        const bound = bindParameters(runbook, { user: 'alice', [name]: given });
        expect(bound.ok).toBe(bound.findings.length === 0);
        if (!bound.ok) return;
        const { type } = runbook.parameters.find((parameter) => parameter.name === name)?.schema ?? {};
        const value = bound.value.values[name];
        const actual = Array.isArray(value)
          ? 'array'
          : Number.isInteger(value) && type === 'integer'
            ? 'integer'
            : typeof value;
        expect(actual).toBe(type);
      },
    ),
    { numRuns: 1000 },
  );
});

test('a pattern is tried by the engine that accepted it, however its text repeats', () => {
  const nested = runbookOf(
    withSteps('  - { id: a, wait: 1s }', `{ p: { type: string, pattern: '(?i)^(A+)+$' } }`),
  );
  expect(valueOf(bindParameters(nested, { p: 'aaa' })).values).toEqual({ p: 'aaa' });
  expectFinding(
    bindParameters(nested, { p: `${'a'.repeat(4000)}!` }).findings,
    'PAR004 4:18',
    'must match pattern',
  );
});

test('each item of a list is tried on the pattern of its items', () => {
  const list = runbookOf(
    withSteps(
      '  - { id: a, wait: 1s }',
      `{ names: { type: array, items: { type: string, pattern: '^[a-z]+$' } } }`,
    ),
  );
  expect(valueOf(bindParameters(list, { names: 'a,b' })).values).toEqual({ names: ['a', 'b'] });
  expectFinding(bindParameters(list, { names: 'a,B' }).findings, 'PAR004 4:22', '(at /1) must match pattern');
});
