import { expect, test } from 'vitest';
import { checkReferences } from '../../engine/check/references.ts';
import { expectFinding, places, runbookOf, withSteps } from '../runbook/runbooks.ts';

const PARAMETERS = `
  user: { type: string }
  port: { type: integer }
  fast: { type: boolean }
  groups: { type: array, items: { type: string } }`;

/** Uses every parameter, so that only what a case adds is found. */
const USED = `  - { id: used, notify: { cel: "params.user + string(params.port) + string(params.fast) + params.groups[0]" } }
  - { id: first, run: { argv: [a], effect: read } }`;

const check = (step: string): ReturnType<typeof checkReferences> =>
  checkReferences(runbookOf(withSteps(`${USED}\n  - ${step}`, PARAMETERS)));

test.each([
  '{ id: b, edit: [{ set: [users, { param: user }], to: { param: groups } }] }',
  '{ id: b, edit: [{ add: a, items: [{ pkgs: { param: user } }, { x: { param: port } }] }] }',
  '{ id: b, verify: [{ tcp: { port: { param: port } } }, { unit: { param: user } }, { command: [a, { param: port }] }] }',
  '{ id: b, verify: [{ tcp: { port: { output: first.exit } } }, { option: a, equals: { output: first.stdout } }] }',
  '{ id: b, run: { argv: [a, { output: first.stdout }], effect: read, undo: [b, { param: fast }] } }',
  '{ id: b, when: { cel: "outputs.first.exit == 0" }, notify: { output: first.exit } }',
  '{ id: b, when: { cel: "params.fast" }, edit: [{ unset: a }] }',
])('finds nothing wrong with %s', (step) => {
  expect(places(check(step))).toEqual([]);
});

test.each<[string, string, ...string[]]>([
  ['{ id: b, notify: { param: usr } }', 'REF001 12:5', "no parameter 'usr'", "did you mean 'user'?"],
  ['{ id: b, edit: [{ set: [a, { param: nope }], to: 1 }] }', 'REF001 12:28', 'known are user, port'],
  ['{ id: b, edit: [{ set: a, to: [{ x: { param: toString } }] }] }', 'REF001 12:28', "'toString'"],
  ['{ id: b, notify: { output: frst.exit } }', 'REF002 12:5', "did you mean 'first'?"],
  ['{ id: b, notify: { output: b.exit } }', 'REF002 12:5', 'no earlier step named'],
  ['{ id: b, notify: { output: used.text } }', 'REF002 12:5'],
  ['{ id: b, notify: { output: first.stdot } }', 'REF003 12:5', "did you mean 'stdout'?"],
  ['{ id: b, verify: [{ unit: { param: port } }] }', 'REF004 12:23', 'int; string or'],
  ['{ id: b, verify: [{ tcp: { port: { param: user } } }] }', 'REF004 12:23', 'string; int is needed here'],
  ['{ id: b, notify: { param: groups } }', 'REF004 12:5'],
  ['{ id: b, edit: [{ unset: [a, { param: port }] }] }', 'REF004 12:30'],
  ['{ id: b, edit: [{ add: a, items: [{ pkgs: { param: port } }] }] }', 'REF004 12:28'],
  ['{ id: b, run: { argv: [{ param: user }], effect: read } }', 'REF005 12:5', 'plain text'],
  ['{ id: b, run: { argv: [{ output: first.stdout }], effect: read } }', 'REF005 12:5'],
  ['{ id: b, run: { argv: [a], effect: change, undo: [{ param: user }] } }', 'REF005 12:5'],
  ['{ id: b, run: { argv: [""], effect: read } }', 'REF005 12:5'],
  ['{ id: b, verify: [{ command: [{ cel: "params.user" }] }] }', 'REF005 12:23'],
  ['{ id: b, edit: [{ set: a, to: { output: first.exit } }] }', 'REF006 12:28', 'use a parameter'],
  ['{ id: b, edit: [{ set: a, to: [{ cel: "outputs.first.exit" }] }] }', 'REF006 12:28'],
  ['{ id: b, when: { cel: "outputs.first.exit == 0" }, edit: [{ unset: a }] }', 'REF006 12:5'],
  ['{ id: b, when: { cel: "params.port" }, notify: x }', 'CEL002 12:5', 'must return bool'],
  ['{ id: b, when: { cel: "params.port > " }, notify: x }', 'CEL001 12:5'],
  ['{ id: b, verify: [{ unit: { cel: "params.port + 1" } }] }', 'CEL002 12:23'],
])('refuses %s', (step, place, ...words) => {
  const findings = check(step);
  expectFinding(findings, place, ...words);
  expect(findings).toHaveLength(1);
});

test('warns of a parameter that is never used', () => {
  const runbook = runbookOf(withSteps('  - { id: a, wait: 1s }', '{ user: { type: string } }'));
  expect(checkReferences(runbook)).toMatchObject([
    { code: 'REF007', severity: 'warning', position: { line: 4, column: 21 } },
  ]);
});
