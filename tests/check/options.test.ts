import { expect, test } from 'vitest';
import { checkEdits } from '../../engine/check/options.ts';
import { bindParameters } from '../../engine/check/parameters.ts';
import { resolveEdits } from '../../engine/check/resolve.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import { nixos } from '../nix/host-20-09.ts';
import { expectFinding, places, runbookOf, valueOf, withSteps } from '../runbook/runbooks.ts';

const position = { file: 'test.yaml', line: 3, column: 7 };
const check = (...edits: Edit[]): ReturnType<typeof checkEdits> =>
  checkEdits(
    edits.map((edit) => ({ edit, position })),
    nixos,
  );
const set = (option: string, value: NixValue): Edit => ({ op: 'set', path: splitOptionPath(option), value });
const unset = (option: string): Edit => ({ op: 'unset', path: splitOptionPath(option) });
const add = (option: string, ...items: NixValue[]): Edit => ({
  op: 'add',
  path: splitOptionPath(option),
  items,
});
const remove = (option: string, ...items: NixValue[]): Edit => ({
  op: 'remove',
  path: splitOptionPath(option),
  items,
});
const pkgs = (...path: string[]): NixValue => ({ type: 'pkgs', path });
const attrs = (entries: Readonly<Record<string, NixValue>>): NixValue => ({ type: 'attrs', entries });

test.each<[Edit]>([
  [set('virtualisation.docker.enable', true)],
  [add('environment.systemPackages', pkgs('vscode'), pkgs('git'))],
  [add('networking.firewall.allowedTCPPorts', 80, 443)],
  [set('users.users.carol.isNormalUser', true)],
  [add('users.users.carol.extraGroups', 'wheel')],
  [set('users.users.alice.shell', pkgs('zsh'))],
  [set('users.users.carol', attrs({ isNormalUser: true, packages: [pkgs('htop')] }))],
  [set('services.openssh.permitRootLogin', 'no')],
  [set('boot.kernelPackages', pkgs('linuxPackages_latest'))],
  [set('boot.kernel.sysctl."net.ipv4.ip_forward"', 1)],
  [set('environment.variables.EDITOR', 'vim')],
  [set('nixpkgs.config.allowUnfree', true)],
  [set('time.timeZone', null)],
  [set('services.nginx.virtualHosts."example.org".root', '/var/www')],
  [set('systemd.services.backup.serviceConfig.ExecStart', '/bin/true')],
  [remove('environment.systemPackages', pkgs('no-longer-there'))],
  [remove('networking.firewall.allowedTCPPorts', 22)],
  [unset('services.nginx.enable')],
  [add('networking.wg-quick.interfaces.wg0.postUp', 'ip route')],
])('%j is allowed', (edit) => {
  expect(check(edit)).toEqual([]);
});

test.each<[Edit, string, ...string[]]>([
  [set('virtualisation.dokcer.enable', true), 'OPT001', "'virtualisation.docker.enable'"],
  [set('users.users.carol.isNormalUsr', true), 'OPT001', "'users.users.carol.isNormalUser'"],
  [set('services.nginx.enable.now', true), 'OPT001'],
  [unset('foo.bar'), 'OPT001', 'search'],
  [
    set('virtualisation.docker.enable', 'yes'),
    'OPT002',
    'expected boolean (true or false), got string "yes"',
    'write true',
  ],
  [set('environment.variables.EDITOR', 5), 'OPT002', 'expected string or list of string'],
  [set('networking.hostName', 'a b'), 'OPT002', 'string matching'],
  [set('networking.firewall.allowedTCPPorts', [80, 70_000]), 'OPT002', '(item 2)', 'from 0 to 65535'],
  [
    set('users.users.carol', attrs({ isNormalUser: 'on' })),
    'OPT002',
    "(attribute 'isNormalUser')",
    'write true',
  ],
  [
    set('users.users.carol', attrs({ isNormalUsr: true })),
    'OPT002',
    "no option 'isNormalUsr' here",
    "'users.users.carol.isNormalUser'",
  ],
  [set('system.build', attrs({})), 'OPT001'],
  [add('environment.systemPackages', pkgs('htpo')), 'OPT004', '(item 1)', "no package 'htpo'", "'htop'"],
  [set('users.users.alice.shell', pkgs('zhs')), 'OPT004', "'zsh'"],
  [add('networking.hostName', 'atlas'), 'OPT005', 'not a list but string', "use 'set: networking.hostName'"],
  [remove('virtualisation.docker.enable', true), 'OPT005', 'cannot remove items'],
  [add('environment.variables', 'a'), 'OPT005'],
  [set('services.nginx', attrs({ enable: true })), 'OPT006', 'set of options', 'services.nginx.enable'],
  [set('users.users.carol.openssh', true), 'OPT006', 'users.users.carol.openssh.authorizedKeys.keyFiles'],
  [add('networking.firewall.allowedTCPPorts', 80, '443'), 'OPT007', '(item 2)', '443'],
  [add('environment.systemPackages', 'htop'), 'OPT007', 'write { pkgs: htop }'],
  [set('networking.nat.forwardPorts.x.sourcePort', 80), 'OPT008', "set 'networking.nat.forwardPorts'"],
])('%j is refused', (edit, code, ...words) => {
  const findings = check(edit);
  expectFinding(findings, `${code} 3:7`, ...words);
  expect(findings).toHaveLength(1);
});

test('every read-only option is refused', () => {
  const fixed = nixos.options.filter((option) => option.readOnly);
  expect(fixed.length).toBeGreaterThan(5);
  for (const { name } of fixed) expectFinding(check(set(name, null)), 'OPT003 3:7', name);
});

test.each<[string, Edit[], number]>([
  ['two values', [set('networking.hostName', 'a'), set('networking.hostName', 'b')], 1],
  ['a value and none', [set('networking.hostName', 'a'), unset('networking.hostName')], 1],
  [
    'an item added and removed',
    [add('networking.firewall.allowedTCPPorts', 80), remove('networking.firewall.allowedTCPPorts', 80)],
    1,
  ],
  ['the same value twice', [set('networking.hostName', 'a'), set('networking.hostName', 'a')], 0],
  [
    'two adds',
    [add('networking.firewall.allowedTCPPorts', 80), add('networking.firewall.allowedTCPPorts', 443)],
    0,
  ],
])('%s of one option', (_title, edits, count) => {
  expect(places(check(...edits))).toEqual(Array.from({ length: count }, () => 'OPT009 3:7'));
});

test.each<[edit: string, code: string, text: string]>([
  ['{ set: system.stateVersion, to: 24.10 }', 'OPT002', '24.10'],
  ['{ set: system.stateVersion, to: 1e3 }', 'OPT002', '1e3'],
  ['{ set: system.stateVersion, to: 24.05 }', 'OPT002', '24.05'],
  ['{ set: networking.domain, to: True }', 'OPT002', 'True'],
  ['{ add: users.users.alice.extraGroups, items: [wheel, 1.10] }', 'OPT007', '1.10'],
  ['{ set: networking.nameservers, to: ["1.1", 1.10, 1.1] }', 'OPT002', '1.10'],
  ['{ set: users.users.alice, to: { description: 0x10 } }', 'OPT002', '0x10'],
])('the remedy for %s quotes what is written', (edit, code, text) => {
  const runbook = runbookOf(withSteps(`  - { id: a, edit: [${edit}] }`));
  const edits = valueOf(resolveEdits(runbook.steps, valueOf(bindParameters(runbook, {}))));
  const [finding] = checkEdits(edits, nixos);
  expect([finding?.code, finding?.fix]).toEqual([code, `write it in quotes: "${text}"`]);
});
