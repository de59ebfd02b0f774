import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveEdits } from '../../engine/check/resolve.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { TAGS } from '../../engine/document/names.ts';
import { renderRunbook } from '../../engine/runbook/render.ts';
import type { DraftCheck } from '../../engine/kinds/check-kind.ts';
import { runbookOf, valueOf } from './runbooks.ts';

const draft = { name: 'made', description: 'Made by a test.' };
const editsOf = (text: string): readonly Edit[] =>
  valueOf(resolveEdits(runbookOf(text).steps, { values: {}, types: {} })).map(({ edit }) => edit);

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '1',
    '0x1',
    '1e3',
    '*a',
    '&a',
    '!x',
    '- a',
    'a: b',
    '# c',
    '${x}',
    '<<',
    ' a ',
    '\n',
    '\ta',
  ),
);
const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{0,12}$/u),
  fc.constantFrom('a.b', 'a"b', '${c}', 'd\\e', '<name>', 'if', '9', ' ', 'é'),
);
const key = fc.oneof(name, text, fc.constantFrom(...TAGS, '__proto__', '10', '2'));
const number = fc
  .oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);
const pkgs = fc.array(fc.stringMatching(/^[a-z][a-zA-Z0-9_-]{0,8}$/u), { minLength: 1, maxLength: 3 });

const { value } = fc.letrec<{ value: NixValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    number.filter((each) => !Number.isInteger(each) || Number.isSafeInteger(each)),
    text,
    pkgs.map((path): NixValue => ({ type: 'pkgs', path })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('value')), { maxLength: 4 })
      .map((entries): NixValue => ({ type: 'attrs', entries: Object.fromEntries(entries) })),
  ),
}));

const path = fc.array(name, { minLength: 1, maxLength: 6 });
const items = fc.array(value, { minLength: 1, maxLength: 4 });
const edit = fc.oneof(
  fc.record({ op: fc.constant('set' as const), path, value }),
  fc.record({ op: fc.constant('unset' as const), path }),
  fc.record({ op: fc.constantFrom('add' as const, 'remove' as const), path, items }),
);

// Several edits of one option are read as what they come to, so each is of another.
const differing = fc.uniqueArray(edit, {
  minLength: 1,
  maxLength: 5,
  selector: (each) => JSON.stringify(each.path),
});

test('a rendered runbook reads back with the same edits', () => {
  fc.assert(
    fc.property(differing, (edits) => {
      // Compared as text too: equality of vitest does not see a key named __proto__.
      const back = editsOf(renderRunbook({ ...draft, edits }));
      expect(back).toEqual(edits);
      expect(JSON.stringify(back)).toBe(JSON.stringify(edits));
    }),
    { numRuns: 2000 },
  );
});

test('a rendered runbook reads back with the same checks', () => {
  const checks: readonly DraftCheck[] = [
    { kind: 'unit', unit: 'docker.service', is: 'inactive', within: 60_000 },
    { kind: 'http', url: 'http://localhost/', socket: '/run/x.sock', status: 204, contains: 'OK' },
    { kind: 'tcp', port: 80, address: '::1', is: 'closed' },
    { kind: 'command', argv: ['id', '-u', ''], exit: 1, contains: '0' },
    { kind: 'file', path: '/etc/motd', exists: false },
    { kind: 'option', path: ['boot', 'kernel', 'sysctl', 'net.ipv4.ip_forward'], equals: 1 },
  ];
  const [step] = runbookOf(renderRunbook({ ...draft, edits: [], checks })).steps;
  expect(step).toMatchObject({ id: 'check', checks });
});

test('reads like a person wrote it', () => {
  const edits: Edit[] = [
    { op: 'set', path: ['virtualisation', 'docker', 'enable'], value: true },
    { op: 'add', path: ['environment', 'systemPackages'], items: [{ type: 'pkgs', path: ['htop'] }] },
  ];
  expect(renderRunbook({ ...draft, edits, checks: [{ kind: 'unit', unit: 'docker.service' }] }))
    .toBe(`runbook: made
version: 1
description: Made by a test.
steps:
  - id: change
    edit:
      - set: virtualisation.docker.enable
        to: true
      - add: environment.systemPackages
        items:
          - pkgs: htop
  - id: check
    verify:
      - unit: docker.service
`);
});

test('a path literal is written as its text', () => {
  const edits: Edit[] = [{ op: 'set', path: ['a'], value: { type: 'path', path: '/etc/motd' } }];
  expect(editsOf(renderRunbook({ ...draft, edits }))).toEqual([
    { op: 'set', path: ['a'], value: '/etc/motd' },
  ]);
});
