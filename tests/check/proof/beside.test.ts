import { expect, test } from 'vitest';
import { findSideEffects, sideEffectFinding } from '../../../engine/check/proof/beside.ts';
import { NO_FACTS, type EvaluatedFacts } from '../../../engine/model/host/evaluate.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { add, remove, set } from '../../nix/support/apply.ts';

interface Told {
  readonly defined?: readonly string[] | null;
  readonly list?: readonly unknown[];
  readonly around?: readonly (readonly string[])[];
}

function factsOf({ defined = [], list, around }: Told): EvaluatedFacts {
  const value = { value: list ?? null, defined: true, ...(around && { around }) };
  const paths = defined?.map((dotted) => JSON.stringify(dotted.split('.'))) ?? null;
  return {
    ...NO_FACTS,
    options: { '["e","two"]': value, '["e","etc","two"]': value },
    modules: { 'a.nix': { e: paths } },
  };
}

test.each<[string, Edit, Told, Told, readonly string[]]>([
  [
    'a definition that vanishes',
    set('e.two', 1),
    { defined: ['e.one'] },
    { defined: ['e.two'] },
    ['lost e.one'],
  ],
  [
    'a definition that appears',
    set('e.two', 1),
    { defined: [] },
    { defined: ['e.two', 'e.one'] },
    ['gained e.one'],
  ],
  ['what the edit names', set('e.two', 1), { defined: ['e.two.x'] }, { defined: ['e.two'] }, []],
  ['an empty set that is filled', set('e.two', 1), { defined: ['e'] }, { defined: ['e.two'] }, []],
  ['what could not be told', set('e.two', 1), { defined: null }, { defined: ['e.two'] }, []],
  ['an item that a list loses', add('e.two', 1), { list: [5] }, { list: [1] }, ['lost-items e.two']],
  ['an item that is taken away', remove('e.two', 5), { list: [5, 6] }, { list: [6] }, []],
  ['one more that goes with it', remove('e.two', 5), { list: [5, 6] }, { list: [] }, ['lost-items e.two']],
  [
    'a package that is built anew',
    add('e.two', 1),
    { list: [{ _package: '/a', _name: 'x-1' }] },
    { list: [1, { _package: '/b', _name: 'x-2' }] },
    [],
  ],
  [
    'a member of the set above',
    set('e.etc.two', 1),
    { around: [['one', 'two']] },
    { around: [['two']] },
    ['lost e.etc.one'],
  ],
])('%s is told as what it is', (_, edit, before, after, wanted) => {
  const found = findSideEffects([edit], factsOf(before), factsOf(after), () => false);
  expect(found.map(({ kind, path }) => `${kind} ${path.join('.')}`)).toEqual(wanted);
});

const HOST: EvaluatedFacts = {
  ...NO_FACTS,
  ports: { firewall: true, tcp: [22, 80], udp: [53] },
  users: { alice: [], bob: [] },
  groups: ['wheel', 'docker'],
  packages: [
    { name: 'git', version: '1', outPath: '/a' },
    { name: 'vim', version: '1', outPath: '/b' },
  ],
  units: { 'nginx.service': 'hash', 'old.service': null },
  etc: { hosts: 'hash', motd: 'hash' },
};
const GIT = { name: 'git', version: '2', outPath: '/c' };

/** What a run loses that only adds to a list, and what of that where the run sets something. */
test.each<[string, Partial<EvaluatedFacts>, readonly string[]]>([
  ['nothing', {}, []],
  ['a port', { ports: { firewall: true, tcp: [22], udp: [53] } }, ['networking.firewall.allowedTCPPorts']],
  [
    'a port of the other kind',
    { ports: { firewall: true, tcp: [22, 80], udp: [] } },
    ['networking.firewall.allowedUDPPorts'],
  ],
  ['a user', { users: { alice: [] } }, ['users.users.bob']],
  ['a group', { groups: ['wheel'] }, ['users.groups.docker']],
  ['a package', { packages: [GIT] }, ['environment.systemPackages']],
  ['no package: one is newer', { packages: [...HOST.packages.slice(1), GIT] }, []],
  ['a unit', { units: {} }, ['systemd.units.nginx.service']],
  [
    'a unit that is switched off',
    { units: { 'nginx.service': null, 'old.service': null } },
    ['systemd.units.nginx.service'],
  ],
  ['a file', { etc: { hosts: 'other' } }, ['environment.etc.motd']],
])('a run that only adds to a list and loses %s is told of', (_, change, wanted) => {
  const lostBy = (...edits: readonly Edit[]): readonly string[] =>
    findSideEffects(edits, HOST, { ...HOST, ...change }, () => false).map(({ path }) => path.join('.'));
  expect(lostBy(add('boot.kernelModules', 'kvm'))).toEqual(wanted);
  expect(lostBy(add('boot.kernelModules', 'kvm'), set('services.nginx.enable', false))).toEqual([]);
  expect(lostBy(add('environment.plasma6.excludePackages', 'elisa'))).toEqual([]);
});

test('what is computed alike before and after is no side effect', () => {
  const [before, after] = [factsOf({ defined: ['e.one'] }), factsOf({ defined: ['e.two'] })];
  expect(findSideEffects([set('e.two', 1)], before, after, () => true)).toEqual([]);
});

test('the finding says what would be lost, and of which file', () => {
  const { code, message } = sideEffectFinding({ kind: 'lost', path: ['e', 'one'], file: 'a.nix' });
  expect([code, message]).toEqual([
    'PROOF002',
    'the edit would also take away e.one, which a.nix defines; nobody asked for that',
  ]);
});
