import { expect, test } from 'vitest';
import { decidingOptions, tellWithoutEffect } from '../../../engine/check/proof/without-effect.ts';
import type { NO_FACTS } from '../../../engine/model/host/evaluate.ts';
import type { Edit } from '../../../engine/model/options/value.ts';
import { add, remove, set } from '../../nix/support/apply.ts';

const PORTS = 'networking.firewall.allowedTCPPorts';
const FIREWALL = 'networking.firewall.enable';
const HOSTS = 'services.nginx.virtualHosts';
/** As the module of nginx makes one of nothing; what has no default does not evaluate. */
const BARE = {
  root: null,
  locations: {},
  globalRedirect: null,
  extraConfig: '',
  sslCertificate: { _unknown: 'error' },
};
const OFF = /the firewall is off .* port 8080 is open already/u;
const NGINX = /nginx serves nothing of yours yet: services\.nginx\.virtualHosts is empty/u;

test.each<[string, Edit, Readonly<Record<string, unknown>>, RegExp | undefined]>([
  ['a port that is opened while the firewall is off', add(PORTS, 8080), { [FIREWALL]: false }, OFF],
  [
    'a port of one interface, while it is off',
    add('networking.firewall.interfaces.wg0.allowedUDPPorts', 8080),
    { [FIREWALL]: false },
    OFF,
  ],
  ['a port where the firewall is on', add(PORTS, 8080), { [FIREWALL]: true }, undefined],
  ['a port where nothing is known of the firewall', add(PORTS, 8080), {}, undefined],
  ['a port that is closed', remove(PORTS, 8080), { [FIREWALL]: false }, undefined],
  ['nginx without a host', set('services.nginx.enable', true), { [HOSTS]: {} }, NGINX],
  [
    'nginx with the host of its module',
    set('services.nginx.enable', true),
    { [HOSTS]: { localhost: BARE } },
    NGINX,
  ],
  [
    'nginx with a root for it',
    set('services.nginx.enable', true),
    { [HOSTS]: { localhost: { ...BARE, root: '/srv' } } },
    undefined,
  ],
  [
    'nginx with a host of the user',
    set('services.nginx.enable', true),
    { [HOSTS]: { 'a.b': BARE } },
    undefined,
  ],
  [
    'nginx with a configuration in text',
    set('services.nginx.enable', true),
    { [HOSTS]: {}, 'services.nginx.config': 'http { }' },
    undefined,
  ],
  ['nginx of a release that is not known', set('services.nginx.enable', true), {}, undefined],
  ['nginx that is switched off', set('services.nginx.enable', false), { [HOSTS]: {} }, undefined],
  [
    'an option of it that is not its switch',
    set('services.nginx.recommendedTlsSettings', true),
    { [HOSTS]: {} },
    undefined,
  ],
  [
    'haproxy without a configuration',
    set('services.haproxy.enable', true),
    { 'services.haproxy.config': null },
    /haproxy forwards nothing yet: services\.haproxy\.config is empty/u,
  ],
  [
    'a service whose value does not evaluate',
    set('services.haproxy.enable', true),
    { 'services.haproxy.config': { _unknown: 'error' } },
    undefined,
  ],
  [
    'exports below a name of two parts',
    set('services.nfs.server.enable', true),
    { 'services.nfs.server.exports': '' },
    /nfs\.server exports nothing yet/u,
  ],
])('%s is told of where it has no effect', (_, edit, values, expected) => {
  const asked = new Set(decidingOptions([edit]).map((path) => path.join('.')));
  const known = Object.entries(values).filter(([name]) => asked.has(name));
  const options = known.map(([name, value]) => [JSON.stringify(name.split('.')), { value, defined: true }]);
  const facts = { options: Object.fromEntries(options) as (typeof NO_FACTS)['options'] };
  const told = tellWithoutEffect([edit], facts);
  expect(told).toHaveLength(expected === undefined ? 0 : 1);
  if (expected !== undefined) expect(told[0]).toMatch(expected);
});
