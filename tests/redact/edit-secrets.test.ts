import { expect, test } from 'vitest';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { secretsOfEdit } from '../../engine/redact/edit-secrets.ts';

const TOKEN = `glpat-${'a1'.repeat(10)}`;
const attrs = (entries: Readonly<Record<string, NixValue>>): NixValue => ({ type: 'attrs', entries });

test.each<[string, Edit, readonly string[]]>([
  ['a value that is one by its form', { op: 'set', path: ['a'], value: TOKEN }, [TOKEN]],
  [
    'a value by the name of its option',
    { op: 'set', path: ['a', 'password'], value: 'hunter2' },
    ['hunter2'],
  ],
  ['a member by its name', { op: 'set', path: ['a'], value: attrs({ password: 'hunter2' }) }, ['hunter2']],
  ['an item that is added', { op: 'add', path: ['a'], items: ['x', `key=${TOKEN}`] }, [TOKEN]],
  ['an item of an item', { op: 'add', path: ['a'], items: [[TOKEN]] }, [TOKEN]],
  ['nothing that is taken away', { op: 'remove', path: ['a'], items: [TOKEN] }, []],
  ['nothing of an option that is taken out', { op: 'unset', path: ['a', 'password'] }, []],
  ['no number', { op: 'set', path: ['a', 'password'], value: 1 }, []],
])('of an edit the secret is %s', (_, edit, wanted) => {
  expect(secretsOfEdit(edit).map(({ value }) => value)).toEqual(wanted);
});
