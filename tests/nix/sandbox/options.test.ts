import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { channel, temporary } from './support.ts';

interface Index {
  readonly options: readonly { readonly name: string }[];
  readonly packages: readonly { readonly attr: string }[];
}

let index: Index;
beforeAll(async () => {
  const dir = await temporary();
  const file = join(dir, 'configuration.nix');
  await writeFile(file, '{ sandbox.root = "/tmp/host"; sandbox.node = "/usr/bin/node"; }');
  const expression = `import ${join(channel, 'nixos/lib/options-json.nix')} { }`;
  const argv = ['--eval', '--strict', '--json', '--expr', expression, '-I', `nixpkgs=${channel}`];
  const { stdout } = await execa('nix-instantiate', [...argv, '-I', `nixos-config=${file}`]);
  await rm(dir, { recursive: true });
  const parsed: Index = JSON.parse(stdout);
  index = parsed;
});

const options = [
  {
    name: 'services.nginx.enable',
    type: 'boolean',
    tree: { name: 'bool' },
    default: false,
    description: 'Whether to enable Nginx Web Server.',
  },
  {
    name: 'users.users.<name>.extraGroups',
    type: 'list of string',
    tree: { name: 'listOf', elem: { name: 'str' } },
    default: [],
  },
  {
    name: 'networking.firewall.allowedTCPPorts',
    type: 'list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)',
    tree: { name: 'listOf', elem: { name: 'unsignedInt16' } },
  },
  { name: 'system.autoUpgrade.operation', tree: { name: 'enum', values: ['switch', 'boot'] } },
  {
    name: 'console.keyMap',
    type: 'string or absolute path',
    tree: { name: 'either', of: [{ name: 'str' }, { name: 'path' }] },
  },
  { name: 'networking.fqdn', readOnly: true },
  { name: 'swapDevices.*.device' },
  { name: 'services.nginx.virtualHosts.<name>.locations.<name>.return' },
  { name: 'systemd.services.<name>.serviceConfig' },
  { name: 'services.openssh.settings.PasswordAuthentication', type: 'null or boolean' },
];
test.each(options)('the index describes $name', (expected) => {
  expect(index.options.find((option) => option.name === expected.name)).toMatchObject(expected);
});

test('the index has every option once and no internal one', () => {
  const names = index.options.map((option) => option.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(200);
  expect(names.filter((name) => name.includes('_module'))).toStrictEqual([]);
});

const packages = [
  { attr: 'vim', name: 'vim', version: '9.1.1623', description: 'Modal text editor' },
  { attr: 'linuxPackages_latest.kernel', name: 'linux' },
  { attr: 'python3Packages.requests' },
  { attr: 'vscode', version: '1.104.1' },
];
test.each(packages)('the index lists the package $attr', (expected) => {
  expect(index.packages.find((each) => each.attr === expected.attr)).toMatchObject(expected);
});

test('the index lists at least sixty packages', () => {
  expect(index.packages.length).toBeGreaterThanOrEqual(60);
});
