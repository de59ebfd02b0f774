import { expect, test } from 'vitest';
import { otherWays, provedOtherwise, tellOtherwise } from '../../../engine/check/proof/other-ways.ts';
import { NO_FACTS } from '../../../engine/model/host/evaluate.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { add, remove } from '../../nix/support/apply.ts';

const PORTS = 'networking.firewall.allowedTCPPorts';
const UDP_PORTS = 'networking.firewall.allowedUDPPorts';
const RANGES = 'networking.firewall.allowedTCPPortRanges';
const OF_VPN = 'networking.firewall.interfaces.wg0.allowedTCPPorts';
const GROUPS = 'users.users.alice.extraGroups';

const RANGE = [{ from: 8000, to: 8010 }];
const ON_VPN = { wg0: { allowedTCPPorts: [8005], allowedTCPPortRanges: [] }, lan: { allowedTCPPorts: [] } };
const RANGE_ON_VPN = { wg0: { allowedTCPPorts: [], allowedTCPPortRanges: RANGE } };

/** What is evaluated beside, and whether it is refused, only told of where a file changes, or nothing. */
test.each<[string, Edit, Readonly<Record<string, unknown>>, 'refused' | 'told' | undefined]>([
  ['a port of a range that is closed', remove(PORTS, 8005), { [RANGES]: RANGE }, 'refused'],
  ['the first port of a range', remove(PORTS, 8000), { [RANGES]: RANGE }, 'refused'],
  ['the last port of a range', remove(PORTS, 8010), { [RANGES]: RANGE }, 'refused'],
  ['the port before a range', remove(PORTS, 7999), { [RANGES]: RANGE }, undefined],
  ['the port behind a range', remove(PORTS, 8011), { [RANGES]: RANGE }, undefined],
  ['a port of the range that is opened', add(PORTS, 8005), { [RANGES]: RANGE }, undefined],
  ['a port of the other protocol', remove(UDP_PORTS, 8005), { [RANGES]: RANGE }, undefined],
  ['a port where the firewall is off', remove(PORTS, 80), { 'networking.firewall.enable': false }, 'told'],
  ['a port where it is on', remove(PORTS, 80), { 'networking.firewall.enable': true }, undefined],
  [
    'a port that one interface opens',
    remove(PORTS, 8005),
    { 'networking.firewall.interfaces': ON_VPN },
    'told',
  ],
  [
    'a port of the range of one interface',
    remove(PORTS, 8005),
    { 'networking.firewall.interfaces': RANGE_ON_VPN },
    'told',
  ],
  ['another port', remove(PORTS, 80), { 'networking.firewall.interfaces': ON_VPN }, undefined],
  ['a port of one interface that all open', remove(OF_VPN, 80), { [PORTS]: [80] }, 'refused'],
  ['a port of one interface in a range of all', remove(OF_VPN, 8005), { [RANGES]: RANGE }, 'refused'],
  [
    'a port of an interface that is trusted',
    remove(OF_VPN, 80),
    { 'networking.firewall.trustedInterfaces': ['wg0'] },
    'refused',
  ],
  [
    'a port of an interface beside one that is trusted',
    remove(OF_VPN, 80),
    { 'networking.firewall.trustedInterfaces': ['lo'] },
    undefined,
  ],
  ['a group that names its members', remove(GROUPS, 'wheel'), { [members('wheel')]: ['alice'] }, 'refused'],
  ['a group of others', remove(GROUPS, 'wheel'), { [members('wheel')]: ['bob'] }, undefined],
  [
    'one of two groups',
    remove(GROUPS, 'wheel', 'docker'),
    { [members('wheel')]: [], [members('docker')]: ['alice'] },
    'refused',
  ],
  ['the first group of a user', remove(GROUPS, 'wheel'), { 'users.users.alice.group': 'wheel' }, 'refused'],
  ['a group beside their first', remove(GROUPS, 'wheel'), { 'users.users.alice.group': 'users' }, undefined],
  ['a list of something else', remove('boot.kernelModules', 'kvm'), {}, undefined],
])('what another option keeps so is not said to be gone: %s', (_, edit, values, expected) => {
  const asked = new Set(otherWays([edit]).map((path) => path.join('.')));
  const told = Object.entries(values).filter(([name]) => asked.has(name));
  const options = told.map(([name, value]) => [JSON.stringify(name.split('.')), { value, defined: true }]);
  const facts = { ...NO_FACTS, options: Object.fromEntries(options) as (typeof NO_FACTS)['options'] };
  const codes = (changes: boolean) => provedOtherwise([edit], facts, changes).map(({ code }) => code);
  expect({
    unchanged: codes(false),
    changed: codes(true),
    told: tellOtherwise([edit], facts).length,
  }).toEqual({
    unchanged: expected === undefined ? [] : ['PROOF001'],
    changed: expected === 'refused' ? ['PROOF001'] : [],
    told: expected === 'told' ? 1 : 0,
  });
});

function members(group: string): string {
  return `users.groups.${group}.members`;
}

test('it is said what stays, and where', () => {
  const path = JSON.stringify(['users', 'groups', 'wheel', 'members']);
  const facts = { ...NO_FACTS, options: { [path]: { value: ['alice'], defined: true } } };
  expect(provedOtherwise([remove(GROUPS, 'wheel')], facts, true)).toMatchObject([
    {
      message: 'alice stays in the group wheel: users.groups.wheel.members has "alice"',
      fix: 'change users.groups.wheel.members. The live host was not touched',
    },
  ]);
});
