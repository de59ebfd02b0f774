import { expect, test } from 'vitest';
import { resolveArgv, resolveEdits, resolveText, resolveWritten } from '../../engine/check/resolve.ts';
import { bindParameters } from '../../engine/check/parameters.ts';
import type { Bindings } from '../../engine/check/parameters.ts';
import { expectFinding, runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';

const PARAMETERS = `
  user: { type: string, default: alice }
  tool: { type: string, default: htop }
  port: { type: integer, default: 80 }
  groups: { type: array, items: { type: string }, default: [wheel] }`;

function resolve(edit: string, given: unknown = {}, extra = ''): ReturnType<typeof resolveEdits> {
  const runbook = runbookOf(withSteps(`  - { id: a, ${extra} edit: [${edit}] }`, PARAMETERS));
  return resolveEdits(runbook.steps, valueOf(bindParameters(runbook, given)));
}

const pkgs = (...path: string[]): unknown => ({ type: 'pkgs', path });

test.each<[string, unknown]>([
  ['{ set: a.b, to: true }', { op: 'set', path: ['a', 'b'], value: true }],
  ['{ set: a, to: { param: groups } }', { op: 'set', path: ['a'], value: ['wheel'] }],
  ['{ set: a, to: { cel: "params.port + 1" } }', { op: 'set', path: ['a'], value: 81 }],
  [
    '{ set: a, to: { cel: "{\'x\': [params.user]}" } }',
    { op: 'set', path: ['a'], value: { type: 'attrs', entries: { x: ['alice'] } } },
  ],
  ['{ unset: [users, { param: user }] }', { op: 'unset', path: ['users', 'alice'] }],
  [
    '{ add: a, items: [{ pkgs: { param: tool } }, { pkgs: python3Packages.requests }] }',
    { op: 'add', path: ['a'], items: [pkgs('htop'), pkgs('python3Packages', 'requests')] },
  ],
  ['{ remove: a, items: [{ param: port }] }', { op: 'remove', path: ['a'], items: [80] }],
  [
    '{ set: a, to: { x: { param: user }, y: { literal: { pkgs: htop } } } }',
    {
      op: 'set',
      path: ['a'],
      value: { type: 'attrs', entries: { x: 'alice', y: { type: 'attrs', entries: { pkgs: 'htop' } } } },
    },
  ],
])('%s resolves', (edit, wanted) => {
  expect(valueOf(resolve(edit)).map((resolved) => resolved.edit)).toEqual([wanted]);
});

test('keeps the step and the place of each edit', () => {
  expect(valueOf(resolve('{ unset: b }'))).toMatchObject([{ step: 'a', position: { line: 10, column: 31 } }]);
});

test('text of a parameter stays one attribute name, whatever it holds', () => {
  for (const user of ['a.b', 'a"b', '${x}', 'a b', "a'b", '*']) {
    expect(valueOf(resolve('{ unset: [users, { param: user }] }', { user }))).toMatchObject([
      { edit: { path: ['users', user] } },
    ]);
  }
});

test('text of a parameter stays text as a value', () => {
  for (const user of ['${builtins.readFile /etc/shadow}', "''", 'a"; b']) {
    expect(valueOf(resolve('{ set: a, to: { param: user } }', { user }))).toMatchObject([
      { edit: { value: user } },
    ]);
  }
});

test.each<[string, string, unknown, string]>([
  ['an empty attribute name', '{ unset: [a, { param: user }] }', { user: '' }, 'RES002 10:31'],
  ['a line break in an attribute name', '{ unset: [a, { param: user }] }', { user: 'a\nb' }, 'RES002 10:31'],
  ['a number as an attribute name', '{ unset: [a, { param: port }] }', {}, 'RES002 10:31'],
  [
    'an expression as a package',
    '{ add: a, items: [{ pkgs: { param: tool } }] }',
    { tool: '(import ./x)' },
    'RES004 10:29',
  ],
  [
    'an antiquotation as a package',
    '{ add: a, items: [{ pkgs: { param: tool } }] }',
    { tool: 'a.${b}' },
    'RES004 10:29',
  ],
  ['an output as a value', '{ set: a, to: { output: b.stdout } }', {}, 'RES001 10:29'],
  ['a parameter that is not declared', '{ set: a, to: { param: nobody } }', {}, 'RES005 10:29'],
  ['an expression that fails', '{ set: a, to: { cel: "1 / 0" } }', {}, 'CEL003 10:29'],
])('refuses %s', (_title, edit, given, place) => {
  const resolved = resolve(edit, given);
  expect(resolved.ok).toBe(false);
  expectFinding(resolved.findings, place);
});

test.each([
  ['params.port == 80', 1],
  ['params.port == 81', 0],
])('a step with when %s gives %i edits', (cel, count) => {
  expect(valueOf(resolve('{ unset: a }', {}, `when: { cel: "${cel}" },`))).toHaveLength(count);
});

const bindings: Bindings = {
  values: { port: 80, groups: ['a', 'b'] },
  types: { port: 'int', groups: 'list<string>' },
};
const outputs = { build: { stdout: 'two words; rm -rf /', exit: 0 } };

test('arguments are replaced one for one, never split or joined', () => {
  const argv = [
    'echo',
    { kind: 'output', step: 'build', field: 'stdout' },
    { kind: 'param', name: 'port' },
    '',
  ] as const;
  expect(valueOf(resolveArgv(argv, bindings, outputs))).toEqual(['echo', 'two words; rm -rf /', '80', '']);
});

const param = { kind: 'param', name: 'groups' } as const;
const later = { kind: 'output', step: 'later', field: 'exit' } as const;

test.each([
  ['a list as an argument', resolveArgv(['echo', param], bindings, outputs), 'RES003'],
  ['a NUL in text', resolveText('a\0b', bindings), 'RES003'],
  ['an output of a step that did not run', resolveWritten(later, bindings, outputs), 'RES001'],
])('refuses %s', (_title, resolved, code) => {
  expect(resolved.findings.map((finding) => finding.code)).toEqual([code]);
});

const folded: readonly (readonly [title: string, edits: string, left: readonly unknown[]])[] = [
  [
    'a list that is set and then added to is set to all of it, each item once',
    '{ set: a, to: [1] }, { add: a, items: [2, 2, 1] }',
    [{ op: 'set', path: ['a'], value: [1, 2] }],
  ],
  [
    'an item that is set and then taken away is not set',
    '{ set: a, to: [1, { pkgs: htop }] }, { remove: a, items: [{ pkgs: htop }] }',
    [{ op: 'set', path: ['a'], value: [1] }],
  ],
  [
    'what stands between them stays where it is',
    '{ set: a, to: [] }, { set: b, to: 1 }, { add: a, items: [1] }, { add: a, items: [2] }',
    [
      { op: 'set', path: ['a'], value: [1, 2] },
      { op: 'set', path: ['b'], value: 1 },
    ],
  ],
  [
    'an option of another name is another option',
    '{ set: a.b, to: [] }, { add: a, items: [1] }, { add: ["a.b"], items: [1] }',
    [
      { op: 'set', path: ['a', 'b'], value: [] },
      { op: 'add', path: ['a'], items: [1] },
      { op: 'add', path: ['a.b'], items: [1] },
    ],
  ],
  [
    'what is no list, or was added before it was set, is left to the checks',
    '{ set: a, to: x }, { add: a, items: [1] }, { add: b, items: [1] }, { set: b, to: [2] }',
    [
      { op: 'set', path: ['a'], value: 'x' },
      { op: 'add', path: ['a'], items: [1] },
      { op: 'add', path: ['b'], items: [1] },
      { op: 'set', path: ['b'], value: [2] },
    ],
  ],
];

test.each(folded)('%s', (_title, edits, left) => {
  expect(valueOf(resolve(edits)).map(({ edit }) => edit)).toEqual(left);
});
