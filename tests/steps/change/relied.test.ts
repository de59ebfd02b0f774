import { expect, test } from 'vitest';
import { defaultHostSettings } from '../../../engine/config/host-settings.ts';
import type { SystemFacts } from '../../../engine/model/system.ts';
import { tellRelied, type Relying } from '../../../engine/steps/change/relied.ts';

const BEFORE: SystemFacts = {
  drvPath: '/nix/store/a.drv',
  outPath: '/nix/store/a',
  hostName: 'desk',
  options: {},
  pkgs: {},
  packages: [{ name: 'nixos-ai', version: '1', outPath: '/nix/store/n' }],
  units: {},
  ports: { firewall: true, tcp: [22], udp: [] },
  users: { alice: ['wheel', 'audio'], bob: [] },
  groups: ['wheel', 'operators'],
  kernel: '',
  etc: { 'nixos-ai/config.yaml': '1', hosts: '1' },
  warnings: [],
  relied: {
    system: 'x86_64-linux',
    timeZone: 'Europe/Berlin',
    nixPath: ['nixos-config=/etc/nixos/configuration.nix'],
    sudo: true,
    sudoRules: '1',
    nix: true,
    switch: true,
  },
};

const { place } = defaultHostSettings('flake');
const RELYING: Relying = {
  place: { ...place, attribute: 'desk', attributeIsHostName: true },
  flakeHosts: ['desk', 'lap'],
  caller: 'alice',
  approvers: { users: ['bob'], groups: ['operators'] },
  sessionPort: 22,
  installs: false,
};
const CHANNEL = { ...RELYING, place: { ...place, style: 'channel' } } as const;
const relied = (change: SystemFacts['relied']) => ({ relied: { ...BEFORE.relied, ...change } });

test.each<[string, Partial<SystemFacts>, Partial<Relying>, string | undefined]>([
  ['nothing', {}, {}, undefined],
  ['no Nix any more', relied({ nix: false }), {}, 'nix.enable becomes false'],
  ['no program to switch with', relied({ switch: false }), {}, 'system.switch.enable is off'],
  ['another name, of which the flake has no host', { hostName: 'foo' }, {}, 'has no nixosConfigurations.foo'],
  [
    'another name, of which the flake has a host',
    { hostName: 'lap' },
    {},
    'one of nixosConfigurations.lap, not of',
  ],
  [
    'another name, where the flake computes its hosts',
    { hostName: 'foo' },
    { flakeHosts: [] },
    'may have no nixosConfigurations.foo',
  ],
  [
    'another name, where the attribute is set',
    { hostName: 'foo' },
    { place: { ...place, attribute: 'desk' } },
    undefined,
  ],
  ['another name, on a host of channels', { hostName: 'foo' }, CHANNEL, undefined],
  ['no name', { hostName: '' }, {}, undefined],
  ['who asks is removed', { users: { bob: [] } }, {}, 'you, alice, are no longer a user'],
  [
    'who asks leaves the administrators',
    { users: { alice: ['audio'], bob: [] } },
    {},
    'leave the group wheel',
  ],
  ['who asks leaves another group', { users: { alice: ['wheel'], bob: [] } }, {}, undefined],
  [
    'somebody else is removed who may approve',
    { users: { alice: ['wheel', 'audio'] } },
    {},
    'policy lets bob approve',
  ],
  ['a group that may approve is removed', { groups: ['wheel'] }, {}, 'policy lets operators approve'],
  ['root is who asks', { users: { bob: [] } }, { caller: 'root' }, undefined],
  ['sudo is switched off', relied({ sudo: false }), {}, 'sudo is switched off'],
  ['its rules change', relied({ sudoRules: '2' }), {}, 'the rules of sudo change'],
  [
    'the port of the session is closed',
    { ports: { firewall: true, tcp: [80], udp: [] } },
    {},
    'the firewall closes port 22',
  ],
  [
    'the port is not listed, and there is no firewall',
    { ports: { firewall: false, tcp: [], udp: [] } },
    {},
    undefined,
  ],
  [
    'the port is closed, and nobody came through it',
    { ports: { firewall: true, tcp: [], udp: [] } },
    { sessionPort: undefined },
    undefined,
  ],
  [
    'another kind of computer',
    relied({ system: 'aarch64-linux' }),
    {},
    'the system is one for aarch64-linux',
  ],
  ['another time zone', relied({ timeZone: null }), {}, 'the time zone becomes UTC'],
  [
    'another search path',
    relied({ nixPath: ['nixpkgs=/x', 'nixos-config=/etc/nixos/configuration.nix'] }),
    CHANNEL,
    'nix.nixPath changes',
  ],
  [
    'another file of the configuration',
    relied({ nixPath: ['nixos-config=/home/a/c.nix'] }),
    CHANNEL,
    'names /home/a/c.nix as the configuration',
  ],
  ['another search path, on a host of a flake', relied({ nixPath: ['nixpkgs=/x'] }), {}, undefined],
  [
    'our own settings',
    { etc: { 'nixos-ai/config.yaml': '2', hosts: '1' } },
    {},
    'the settings of this program change (/etc/nixos-ai/config.yaml)',
  ],
  ['our own settings, gone', { etc: { hosts: '1' } }, {}, 'the settings of this program change'],
  ['our own settings, by the change that is for them', { etc: {} }, { installs: true }, undefined],
  ['another file', { etc: { 'nixos-ai/config.yaml': '1', hosts: '2' } }, {}, undefined],
  ['this program goes', { packages: [] }, {}, 'this program is no longer installed'],
])('of a change where %s', (_what, after, relying, told) => {
  const said = tellRelied(BEFORE, { ...BEFORE, ...after }, { ...RELYING, ...relying });
  expect(said.map((line) => (told !== undefined && line.includes(told) ? told : line))).toEqual(
    told === undefined ? [] : [told],
  );
});

test('where the configuration of before does not evaluate, the name is told all the same', () => {
  expect(tellRelied(undefined, { ...BEFORE, hostName: 'foo' }, RELYING)).toHaveLength(1);
});

test('what a module set does not tell is not told of', () => {
  const { relied: _, ...silent } = BEFORE;
  expect(tellRelied(silent, BEFORE, RELYING)).toEqual([]);
  expect(tellRelied(BEFORE, silent, RELYING)).toEqual([]);
});
