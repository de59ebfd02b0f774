import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channel, run, temporary } from './support.ts';

let dir: string;
beforeAll(async () => {
  dir = await temporary();
});
afterAll(() => rm(dir, { recursive: true }));

const host = `sandbox.root = "/tmp/host"; sandbox.node = "/usr/bin/node"; boot.loader.systemd-boot.enable = true;
  fileSystems."/".device = "/dev/sda1";`;

/** What Nix says about a host with these lines; FILE stands for the configuration's path. */
async function complaint(lines: string): Promise<string> {
  const file = join(dir, `${Math.random().toString(36).slice(2)}.nix`);
  await writeFile(file, `{ lib, pkgs, config, ... }: { ${host} ${lines} }`);
  const { out } = await run('nix-instantiate', [
    '<nixpkgs/nixos>',
    '-A',
    'system',
    '-I',
    `nixpkgs=${channel}`,
    '-I',
    `nixos-config=${file}`,
  ]);
  return out
    .slice(out.indexOf('error:'))
    .replace(/\(use '--show-trace'.*$/su, '')
    .replaceAll(/^ {7}/gmu, '')
    .replaceAll(file, 'FILE')
    .trim();
}

const cases = [
  {
    title: 'an option that does not exist',
    lines: 'services.nginx.enabled = true;',
    says: "The option `services.nginx.enabled' does not exist. Definition values:\n- In `FILE': true",
  },
  {
    title: 'a value of a wrong type',
    lines: 'services.nginx.enable = "yes";',
    says: "A definition for option `services.nginx.enable' is not of type `boolean'. Definition values:\n- In `FILE': \"yes\"",
  },
  {
    title: 'an element of a wrong type',
    lines: 'networking.firewall.allowedTCPPorts = [ 70000 ];',
    says: "is not of type `16 bit unsigned integer; between 0 and 65535 (both inclusive)'. Definition values:\n- In `FILE': 70000",
  },
  {
    title: 'a value that an enumeration lacks',
    lines: 'services.openssh.settings.PermitRootLogin = "maybe";  services.openssh.enable = true;',
    says: 'is not of type `null or one of "yes", "without-password", "prohibit-password", "forced-commands-only", "no"\'.',
  },
  {
    title: 'two definitions of one priority',
    lines: 'time.timeZone = lib.mkMerge [ "A" "B" ];',
    says: 'The option `time.timeZone\' has conflicting definition values:\n- In `FILE\': "A"\n- In `FILE\': "B"\nUse `lib.mkForce value` or `lib.mkDefault value` to change the priority on any of these definitions.',
  },
  {
    title: 'an option without a value',
    lines: 'environment.etc.foo.mode = "0600";',
    says: "The option `environment.etc.foo.source' was accessed but has no value defined. Try setting the option.",
  },
  {
    title: 'a second definition of a read-only option',
    lines: 'networking.fqdn = "x";',
    says: "The option `networking.fqdn' is read-only, but it's set multiple times. Definition values:",
  },
  {
    title: 'an assertion that does not hold',
    lines: 'users.users.bob.isNormalUser = true; users.users.bob.isSystemUser = true;',
    says: 'Failed assertions:\n- Exactly one of users.users.bob.isSystemUser and users.users.bob.isNormalUser must be set.',
  },
  {
    title: 'a value where a set is expected',
    lines: 'services = true;',
    says: "In module `FILE', you're trying to define a value of type `bool'\nrather than an attribute set for the option\n`services'!",
  },
  {
    title: 'an unfree package',
    lines: 'environment.systemPackages = [ pkgs.vscode ];',
    says: 'Package ‘vscode-1.104.1’ in ',
  },
  {
    title: 'a package that does not exist',
    lines: 'environment.systemPackages = [ pkgs.vmi ];',
    says: "attribute 'vmi' missing",
  },
];
test.each(cases)('$title is refused in the words of NixOS', async ({ lines, says }) => {
  expect(await complaint(lines)).toContain(says);
});

const accepted = [
  {
    title: 'an unfree package that is allowed',
    lines: 'nixpkgs.config.allowUnfree = true; environment.systemPackages = [ pkgs.vscode ];',
  },
  {
    title: 'a forced value over an ordinary one',
    lines: 'time.timeZone = lib.mkMerge [ "A" (lib.mkForce "B") ];',
  },
  {
    title: 'the older names of the SSH options',
    lines: 'services.openssh = { enable = true; passwordAuthentication = false; permitRootLogin = "yes"; };',
  },
  {
    title: 'settings that only the program knows',
    lines: 'nix.settings.cores = 2; boot.kernel.sysctl."vm.swappiness" = 10;',
  },
];
test.each(accepted)('$title is accepted', async ({ lines }) => {
  const file = join(dir, 'accepted.nix');
  await writeFile(file, `{ lib, pkgs, config, ... }: { ${host} ${lines} }`);
  const argv = ['<nixpkgs/nixos>', '-A', 'system', '-I', `nixpkgs=${channel}`, '-I', `nixos-config=${file}`];
  expect(await run('nix-instantiate', argv)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/\.drv$/mu),
  });
});
