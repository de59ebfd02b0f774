import { expect, test } from 'vitest';
import { listCatalog } from '../../../engine/host/nix/option-catalog.ts';
import { options, packages } from '../../nix/host-20-09.ts';
import { countsOf, growth } from '../../lib/operations.ts';

const catalog = listCatalog({ options, packages });

test.each([
  ['bluetooth', 'hardware.bluetooth.enable'],
  ['which option turns on bluetooth?', 'hardware.bluetooth.enable'],
  ['docker', 'virtualisation.docker.enable'],
  ['dokcer', 'virtualisation.docker.enable'],
  ['nginx', 'services.nginx.enable'],
  ['services.nginx.enable', 'services.nginx.enable'],
  ['nginx virtual hosts', 'services.nginx.virtualHosts'],
  ['hostname', 'networking.hostName'],
  ['time zone', 'time.timeZone'],
  ['system packages', 'environment.systemPackages'],
  ['user shell', 'users.users.<name>.shell'],
  ['kernel packages', 'boot.kernelPackages'],
  ['firewall', 'networking.firewall.enable'],
  ['allowed tcp port', 'networking.firewall.allowedTCPPorts'],
  ['sudo password', 'security.sudo.wheelNeedsPassword'],
])('the words %j find %s first', (query, name) => {
  const found = catalog.searchOptions(query, 3).map((option) => option.name);

  expect(found[0]).toBe(name);
});

test.each([
  ['htop', 'htop'],
  ['firefox', 'firefox'],
  ['fierfox', 'firefox'],
  ['python3', 'python3'],
])('the words %j find the package %s first', (query, attr) => {
  expect(catalog.searchPackages(query, 3)[0]?.attr).toBe(attr);
});

test('finds every option by its own name, and no more than asked', () => {
  const some = options.filter((_, place) => place % 53 === 0).map(({ name }) => name);
  const lost = some.filter((name) => catalog.searchOptions(name, 1)[0]?.name !== name);
  expect(lost).toEqual([]);
  expect(catalog.searchOptions('enable', 7)).toHaveLength(7);
});

const count = countsOf(new URL('option-catalog.work.ts', import.meta.url));
test.each(['nginx enable', 'settings port', 'extra config'])(
  'a search for %j in four times as many options takes less than four times the work',
  async (query) => {
    expect(await growth(count, 'search', [4, query], [1, query])).toBeLessThan(4);
  },
);
