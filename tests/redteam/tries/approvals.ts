import { isInForce } from '../../../engine/check/policy/approvers.ts';
import { parsePrincipal, type Person, type Principal } from '../../../engine/model/principal.ts';
import { person } from '../../lib/principals.ts';
import { ifSo, triesOf, type Try } from './try.ts';

const NOW = new Date('2026-11-30T12:00:00.000Z');
const COUNTS = 'it counts';
const NOT = 'it does not count';

const alice = person('alice', 1000);
const bob = person('bob', 1001);
const root: Person = person('root', 0);
const throughSocket: Person = { ...root, door: 'socket', known: 'socket' };
const job: Principal = {
  kind: 'job',
  job: 'schedule',
  name: 'nightly',
  door: 'timer',
  known: 'service-file',
  groups: [],
};

function token(owner: string, kind: 'token' | 'agent'): Principal {
  return { kind, name: 'ci', owner, door: 'http', known: 'secret', groups: [] };
}

/** An approval of ten minutes ago, for eight hours. */
function given(by: Principal, at = '2026-11-30T11:50:00.000Z', expires = '2026-11-30T19:50:00.000Z') {
  return { by, at, expires };
}

type Row = readonly [what: string, asker: Principal, approval: ReturnType<typeof given>, mended?: string];

const REFUSED: readonly Row[] = [
  ['one’s own', alice, given(alice)],
  ['one’s own by another name of the same user', alice, given({ ...bob, uid: 1000 })],
  ['one’s own by a token', alice, given(token('alice', 'token'))],
  ['one’s own by a program that acts for one', alice, given(token('alice', 'agent'))],
  ['a token’s, of what its owner asked by another', token('alice', 'agent'), given(token('alice', 'token'))],
  ['root’s, from a unit that anybody could have started', alice, given(root)],
  [
    'root’s, who asks the service through its socket',
    alice,
    given(throughSocket),
    'root that no login stands behind is nobody else’s word through the socket, too',
  ],
  [
    'bob’s, of what root asked through the socket',
    throughSocket,
    given(bob),
    'root that no login stands behind is nobody else’s word through the socket, too',
  ],
  ['one that has expired', alice, given(bob, '2026-11-30T01:00:00.000Z', '2026-11-30T09:00:00.000Z')],
  ['one that expires at this moment', alice, given(bob, '2026-11-30T04:00:00.000Z', NOW.toISOString())],
  [
    'one of last month that had expired, after the clock was set back',
    alice,
    given(bob, '2026-12-30T01:00:00.000Z', '2026-12-30T09:00:00.000Z'),
    'an approval that lies ahead does not count',
  ],
  [
    'one with no time at all',
    alice,
    given(bob, '', '9999'),
    'the times of an approval are compared as times, not as text',
  ],
  [
    'one that expires at a time that sorts last as text',
    alice,
    given(bob, '2026-11-30T11:50:00.000Z', 'never'),
    'the times of an approval are compared as times, not as text',
  ],
];

const COUNTED: readonly Row[] = [
  ['bob’s of alice’s change', alice, given(bob)],
  [
    'bob’s, given a minute ahead of a clock that was put right',
    alice,
    given(bob, '2026-11-30T12:01:00.000Z'),
  ],
  ['root’s, who has logged in, of bob’s change', bob, given({ ...root, known: 'login' })],
  ['root’s of a job’s change', job, given(root)],
];

function rows(of: readonly Row[], expected: string): readonly Try[] {
  return triesOf(
    'approvals',
    expected,
    of.map(([what, asker, approval, mended]) => ({
      tried: `an approval: ${what}`,
      ...(mended === undefined ? {} : { mended }),
      play: () => (isInForce(approval, asker, NOW) ? COUNTS : NOT),
    })),
  );
}

/** What a journal that was written to could say of who approved. */
const RECORDED: readonly Try[] = triesOf(
  'approvals',
  'nobody is known by it',
  (
    [
      ['a number', 7],
      ['nothing', ''],
      ['a list', ['bob']],
      ['a person without a name', { kind: 'person', door: 'terminal', known: 'login' }],
      ['a kind that there is not', { kind: 'admin', name: 'bob', door: 'terminal', known: 'login' }],
    ] as const
  ).map(([what, value]) => ({
    tried: `who approved, recorded as ${what}`,
    play: () => ifSo(parsePrincipal(value) === undefined, 'nobody is known by it', parsePrincipal(value)),
  })),
);

export const APPROVALS: readonly Try[] = [...rows(REFUSED, NOT), ...rows(COUNTED, COUNTS), ...RECORDED];
