import { expect, test } from 'vitest';
import { joinOptionPath, splitOptionPath } from '../../../engine/model/options/option.ts';
import type { OptionDeclaration } from '../../../engine/model/options/option.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { nixos, options, packages } from '../host-20-09.ts';
import { countsOf, growth } from '../../lib/operations.ts';

test('finds each of the 9,280 declared options by its own name', () => {
  const lost = options.filter(({ name }) => {
    const match = nixos.find(splitOptionPath(name));
    return match?.declaration.name !== name || match.rest.length > 0;
  });
  expect(lost).toEqual([]);
});

test.each([
  ['users.users.carol.isNormalUser', 'users.users.<name>.isNormalUser', []],
  ['users.users.carol', 'users.users', ['carol']],
  ['environment.variables.EDITOR', 'environment.variables', ['EDITOR']],
  ['boot.kernel.sysctl."net.ipv4.ip_forward"', 'boot.kernel.sysctl', ['net.ipv4.ip_forward']],
  ['systemd.services.x.serviceConfig.ExecStart', 'systemd.services.<name>.serviceConfig', ['ExecStart']],
  ['nixpkgs.config.allowUnfree', 'nixpkgs.config', ['allowUnfree']],
  ['services.nginx.virtualHosts."*".root', 'services.nginx.virtualHosts.<name>.root', []],
])('%s is declared as %s', (path, name, rest) => {
  const match = nixos.find(splitOptionPath(path));
  expect(match?.declaration.name).toBe(name);
  expect(match?.rest).toEqual(rest);
});

test('a name of its own comes before a placeholder', () => {
  const declare = (name: string): OptionDeclaration => ({ name, type: 'string', tree: { name: 'str' } });
  const index = buildOptionIndex(['a.<name>.b', 'a.own.b'].map(declare), []);
  expect(index.find(['a', 'own', 'b'])?.declaration.name).toBe('a.own.b');
  expect(index.find(['a', 'other', 'b'])?.declaration.name).toBe('a.<name>.b');
});

test.each([
  'services.nginx',
  'services.nginx.enable.deeper',
  'users.users.carol.isNormalUsr',
  'users.users.carol.openssh',
  'networking.hostName.x',
  'nothing',
  '',
])('%j names no option', (path) => {
  expect(nixos.find(splitOptionPath(path))).toBeUndefined();
});

test.each([
  ['services.nginx', true],
  ['users.users.carol.openssh', true],
  ['services.nginx.enable', false],
  ['nothing', false],
])('%s has options below it: %s', (path, below) => {
  expect(nixos.isPrefix(splitOptionPath(path))).toBe(below);
});

test.each([
  ['virtualisation.dokcer.enable', 'virtualisation.docker.enable'],
  ['services.docker.enable', 'virtualisation.docker.enable'],
  ['docker.enable', 'virtualisation.docker.enable'],
  ['users.users.carol.isNormalUsr', 'users.users.carol.isNormalUser'],
  ['user.users.carol.shell', 'users.users.carol.shell'],
  ['services.ngnix.enabled', 'services.nginx.enable'],
  ['networking.firewall.allowedPorts', 'networking.firewall.allowedTCPPorts'],
  ['environment.systempackages', 'environment.systemPackages'],
  ['services.openssh.settings.PasswordAuthentication', 'services.openssh.passwordAuthentication'],
  ['services.xserver.desktopManager.plasma6.enable', 'services.xserver.desktopManager.plasma5.enable'],
  ['networking.hostname', 'networking.hostName'],
  ['time.timezone', 'time.timeZone'],
])('the option nearest to %s is %s', (path, nearest) => {
  expect(nixos.nearest(splitOptionPath(path), 3)[0]).toBe(nearest);
});

test('gives no name for a path that is like none', () => {
  expect(nixos.nearest(['foo', 'bar', 'baz'], 3)).toEqual([]);
});

test('never suggests what does not exist, nor the path itself', () => {
  for (const { name } of options.filter((_, index) => index % 97 === 0)) {
    const path = splitOptionPath(name.replaceAll('<name>', 'carol')).map((part) => `${part}x`);
    for (const near of nixos.nearest(path, 3)) {
      expect(near).not.toBe(joinOptionPath(path));
      expect([near, nixos.find(splitOptionPath(near)) === undefined]).toEqual([near, false]);
    }
  }
});

test.each([
  ['htpo', 'htop'],
  ['vscod', 'vscode'],
  ['fire-fox', 'firefox'],
  ['postgres', 'postgresql'],
  ['dokcer', 'docker'],
])('the package nearest to %s is %s', (attr, nearest) => {
  expect(nixos.nearestPackages(attr, 3)[0]).toBe(nearest);
  expect(nixos.package(nearest)?.attr).toBe(nearest);
});

const count = countsOf(new URL('build-index.work.ts', import.meta.url));
test.each([
  ['building an index takes work in proportion', 'build', 5],
  ['finding an option takes the same work', 'find', 1.1],
  ['looking for near options takes work in proportion at most', 'nearest', 5],
  ['looking for near packages takes work in proportion at most', 'nearestPackages', 5],
])('%s where there is four times as much', async (_what, name, most) => {
  expect(await growth(count, name, [4], [1])).toBeLessThan(most);
});

test('finding an option looks at few things, and near ones at few for each option there is', async () => {
  expect((await count('find', 1)).operations).toBeLessThan(100);
  expect((await count('nearest', 1)).operations).toBeLessThan(20 * options.length);
  expect((await count('nearestPackages', 1)).operations).toBeLessThan(200 * packages.length);
});
