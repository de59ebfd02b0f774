import { expect, it } from 'vitest';
import { accountsIn } from '../../engine/nix/built-effect.ts';

const spec = (users: readonly object[], groups: readonly object[] = []): string =>
  JSON.stringify({ users, groups });

it.each<[string, string, readonly string[]]>([
  ['a user of their own', spec([{ name: 'eve', uid: 1000, group: 'users' }]), []],
  ['root', spec([{ name: 'root', uid: 0 }]), ['root']],
  ['another user with the number of root', spec([{ name: 'eve', uid: 0 }]), ['eve']],
  ['a user without a password', spec([{ name: 'eve', uid: 1, hashedPassword: '' }]), ['eve']],
  ['a user whose group it is', spec([{ name: 'eve', uid: 1, group: 'docker' }]), ['eve']],
  ['a group with somebody in it', spec([], [{ name: 'wheel', gid: 1, members: ['eve'] }]), ['group wheel']],
  ['a group that nobody is in', spec([], [{ name: 'docker', gid: 131, members: [] }]), []],
  [
    'a group with the number of that of root',
    spec([], [{ name: 'eve', gid: 0, members: [] }]),
    ['group eve'],
  ],
])('of the accounts of a system those that may become root are known: %s', (_, json, names) => {
  expect([...accountsIn(json).keys()]).toEqual(names);
});
