import { describe, expect, it } from 'vitest';
import {
  isSomebodyElse,
  jobPrincipal,
  nameOfPrincipal,
  parsePrincipal,
  sameIdentity,
  type Principal,
} from '../../engine/model/principal.ts';

const person = (name: string, uid?: number): Principal => ({
  kind: 'person',
  name,
  ...(uid === undefined ? {} : { uid }),
  door: 'terminal',
  known: 'uid',
  groups: ['wheel'],
});
const from = (name: string, uid: number, login: number): Principal => ({
  kind: 'person',
  name,
  uid,
  login,
  door: 'terminal',
  known: 'login',
  groups: [],
});
const common = { door: 'http', known: 'secret', groups: [] } as const;
const token: Principal = { kind: 'token', name: 'ci', owner: 'alice', ...common };
const agent: Principal = { kind: 'agent', name: 'helpdesk', owner: 'alice', ...common };
const node: Principal = { kind: 'node', name: 'web1', door: 'nats', known: 'signature', groups: [] };
const job = jobPrincipal({ kind: 'schedule', name: 'nightly' });
const unrecorded = { door: 'unrecorded', known: 'unrecorded', groups: [] };

describe('a principal', () => {
  it.each([person('alice', 1000), person('bob'), from('bob', 1001, 1000), token, agent, node, job])(
    'is read as it was written: %j',
    (principal) => {
      expect(parsePrincipal(JSON.parse(JSON.stringify(principal)))).toEqual(principal);
    },
  );

  it.each([
    ['root', { kind: 'person', name: 'root', ...unrecorded }],
    ['a member of ops', { kind: 'person', name: 'a member of ops', ...unrecorded }],
    ['schedule:nightly', { kind: 'job', job: 'schedule', name: 'nightly', ...unrecorded }],
    ['trigger:disk:full', { kind: 'job', job: 'trigger', name: 'disk:full', ...unrecorded }],
  ])('is read from the name %j of an older journal, which stays its name', (name, principal) => {
    const read = parsePrincipal(name);
    expect(read).toEqual(principal);
    expect(read === undefined ? undefined : nameOfPrincipal(read)).toBe(name);
  });

  it('counts a door and a proof that are not known for nothing', () => {
    const read = parsePrincipal({ kind: 'person', name: 'eve', door: 'window', known: 'face', groups: [1] });
    expect(read).toEqual({ kind: 'person', name: 'eve', ...unrecorded });
  });

  it.each([
    undefined,
    null,
    '',
    7,
    [],
    {},
    { kind: 'person' },
    { kind: 'person', name: '' },
    { kind: 'ghost', name: 'x' },
    { kind: 'token', name: 'ownerless' },
    { kind: 'job', name: 'nightly', job: 'whim' },
  ])('is not read from %j', (value) => {
    expect(parsePrincipal(value)).toBeUndefined();
  });

  it.each([
    ['alice', person('alice')],
    ['schedule:nightly', job],
    ['token:ci', token],
    ['agent:helpdesk', agent],
    ['node:web1', node],
  ])('is called %s', (name, principal) => {
    expect(nameOfPrincipal(principal)).toBe(name);
  });

  it.each([
    ['the same name', person('alice'), person('alice'), true],
    ['two names', person('alice', 1000), person('bob', 1001), false],
    ['two names of one user id', person('root', 0), person('toor', 0), true],
    ['another user that somebody became', from('alice', 1000, 1000), from('bob', 1001, 1000), true],
    ['root that somebody became, twice', from('alice', 1000, 1000), from('root', 1000, 1000), true],
    [
      'a second name of one user, through the socket',
      person('alice', 30001),
      from('alice2', 30001, 30001),
      true,
    ],
    ['two who logged in', from('alice', 1000, 1000), from('bob', 1001, 1001), false],
    ['one who became the other', person('alice', 1000), from('bob', 1001, 1000), true],
    ['two tokens of one person', token, { ...token, name: 'backup' } as const, true],
    ['a token and its owner', token, person('alice'), true],
    ['an agent and who it acts for', person('alice'), agent, true],
    ['a token and another', token, person('bob'), false],
    ['a job and a person of its name', job, person('nightly'), false],
    ['a job and itself', job, job, true],
    ['a node and a person of its name', node, person('web1'), false],
  ])('knows whether two are one: %s', (_title, one, other, same) => {
    expect(sameIdentity(one, other)).toBe(same);
    expect(sameIdentity(other, one)).toBe(same);
  });
  const root: Principal = { ...person('root', 0), known: 'uid' };
  it.each([
    ['themselves', person('alice', 1000), person('alice', 1000), false],
    ['another', person('alice', 1000), person('bob', 1001), true],
    ['themselves by a token', person('alice'), token, false],
    ['root behind whom no login stands', person('alice', 1000), root, false],
    ['somebody, asked by root behind whom no login stands', root, person('alice', 1000), false],
    ['root who logged in', person('alice', 1000), { ...root, known: 'login' } as const, true],
    ['another user that they became', from('alice', 1000, 1000), from('bob', 1001, 1000), false],
    ['root, of what a job asked', job, root, true],
    ['root of an older journal', person('alice', 1000), parsePrincipal('root') ?? root, true],
  ])('is approved by somebody else or not: %s', (_title, asker, approver, other) => {
    expect(isSomebodyElse(asker, approver)).toBe(other);
  });
});
