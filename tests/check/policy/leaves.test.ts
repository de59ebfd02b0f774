import { expect, test } from 'vitest';
import { leavesOf } from '../../../engine/check/policy/leaves.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';

const attrs = (entries: Readonly<Record<string, NixValue>>): NixValue => ({ type: 'attrs', entries });

test.each<[string, Edit, readonly string[]]>([
  ['a value', { op: 'set', path: ['a', 'b'], value: 1 }, ['a.b 1']],
  ['a set', { op: 'set', path: ['a'], value: attrs({ b: 1, c: 2 }) }, ['a ', 'a.b 1', 'a.c 2']],
  ['items', { op: 'add', path: ['a'], items: [1, 2] }, ['a 1,2']],
  [
    'items that are sets',
    { op: 'add', path: ['a'], items: [1, attrs({ b: 2 })] },
    ['a 1', 'a.* ', 'a.*.b 2'],
  ],
  [
    'lists within a list',
    { op: 'set', path: ['a'], value: [[attrs({ b: 1 })]] },
    ['a ', 'a.* ', 'a.*.* ', 'a.*.*.b 1'],
  ],
  ['what is taken out', { op: 'unset', path: ['a'] }, ['a any']],
  [
    'a set by its other name',
    { op: 'set', path: ['users', 'extraUsers', 'a'], value: 1 },
    ['users.users.a 1'],
  ],
])('an edit of %s touches each option within it', (_, edit, wanted) => {
  expect(leavesOf(edit).map(({ path, values }) => `${path.join('.')} ${String(values)}`)).toEqual(wanted);
});
