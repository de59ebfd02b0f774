import { expect, test } from 'vitest';
import { isApprover, tellApprovers } from '../../../engine/check/policy/approvers.ts';

test.each<[readonly string[], readonly string[], string, boolean]>([
  [[], [], '', true],
  [['alice'], [], ' (alice)', false],
  [['bob'], [], ' (bob)', true],
  [[], ['ops'], ' (one of group ops)', true],
  [[], ['admins'], ' (one of group admins)', false],
  [
    ['alice', 'carol'],
    ['ops', 'admins'],
    ' (alice, or carol, or one of group ops, or one of group admins)',
    true,
  ],
])('of the users %j and groups %j, told as "%s", bob of ops is one: %s', (users, groups, told, one) => {
  expect(tellApprovers({ users, groups })).toBe(told);
  expect(isApprover({ users, groups }, 'bob', ['users', 'ops'])).toBe(one);
});
