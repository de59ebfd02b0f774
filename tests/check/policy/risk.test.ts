import { describe, expect, it } from 'vitest';
import { riskOf } from '../../../engine/check/policy/risk.ts';
import { touchedBy } from '../../../engine/check/policy/touched.ts';
import { buildOptionIndex } from '../../../engine/nix/options/build-index.ts';
import { splitOptionPath, type OptionDeclaration } from '../../../engine/model/options/option.ts';
import { RISK_ORDER, type RiskClass } from '../../../engine/model/policy.ts';
import type { Edit, NixValue } from '../../../engine/model/options/value.ts';
import { index } from '../../compile/host.ts';
import { alone, SHIPPED_POLICY } from '../../lib/policy.ts';

const set = (option: string, value: NixValue = true): Edit => ({
  op: 'set',
  path: splitOptionPath(option),
  value,
});
const add = (option: string, ...items: readonly NixValue[]): Edit => ({
  op: 'add',
  path: splitOptionPath(option),
  items,
});
const unset = (option: string): Edit => ({ op: 'unset', path: splitOptionPath(option) });
const attrs = (entries: Readonly<Record<string, NixValue>>): NixValue => ({ type: 'attrs', entries });

/** NixOS 20.09, and names that are newer. */
const options = buildOptionIndex(
  [
    ...index.options,
    ...['services.openssh.settings.PermitRootLogin', 'services.getty.autologinUser'].map(text),
    ...['nix.settings.trusted-users', 'system.autoUpgrade.flake'].map(text),
    { name: 'programs.git.enable', type: 'boolean', tree: { name: 'bool' } },
  ],
  [],
);

function text(name: string): OptionDeclaration {
  return { name, type: 'string', tree: { name: 'str' } };
}

function classOf(edit: Edit, policy = SHIPPED_POLICY): RiskClass {
  const touched = policy === SHIPPED_POLICY ? touchedBy([edit], options) : [];
  const classes = riskOf(policy, [edit], [], 'user', touched).map((rule) =>
    RISK_ORDER.indexOf(rule.class ?? 'boot'),
  );
  return RISK_ORDER[Math.max(...classes)] ?? 'boot';
}

describe('the class of an option by the policy that ships', () => {
  const program: NixValue = { type: 'pkgs', path: ['htop'] };
  it.each<[string, RiskClass, NixValue?]>([
    ['environment.systemPackages', 'package', [program]],
    ['users.users.alice.packages', 'package', [program]],
    ['fonts.fonts', 'package', [program]],
    ['i18n.defaultLocale', 'package', 'de_DE.UTF-8'],
    ['time.timeZone', 'package', 'Europe/Berlin'],
    ['programs.git.enable', 'package'],
    ['documentation.enable', 'package'],
    ['nixpkgs.config.allowUnfree', 'package'],
    ['environment.pathsToLink', 'service', ['/share/zsh']],
    ['environment.variables.EDITOR', 'service', 'vim'],
    ['environment.shellAliases.ll', 'access'],
    ['services.nginx.enable', 'service'],
    ['services.xserver.enable', 'service'],
    ['virtualisation.docker.enable', 'service'],
    ['systemd.services.web.enable', 'service'],
    ['systemd.timers.backup.timerConfig.OnCalendar', 'service', '*-*-* 02:00:00'],
    ['hardware.bluetooth.enable', 'service'],
    ['sound.enable', 'service'],
    ['zramSwap.enable', 'service'],
    ['nix.gc.automatic', 'service'],
    ['system.autoUpgrade.enable', 'service'],
    ['security.acme.acceptTerms', 'service'],
    ['services.tailscale.enable', 'network'],
    ['services.resolved.enable', 'network'],
    ['networking.firewall.allowedTCPPorts', 'network', [8080]],
    ['networking.hostName', 'network', 'atlas'],
    ['networking.nameservers', 'network', ['1.1.1.1', '2606:4700::1111']],
    ['networking.hosts', 'network', attrs({ '10.0.0.1': ['a.example'] })],
    ['networking.hosts."10.0.0.1"', 'network', ['a.example']],
    ['systemd.network.networks.lan.address', 'network', ['10.0.0.2/24']],
    ['users.users.alice.extraGroups', 'access'],
    ['users.users.alice.openssh.authorizedKeys.keys', 'access'],
    ['users.users.alice.hashedPassword', 'access'],
    ['users.extraUsers.alice.shell', 'access'],
    ['users.groups.wheel.members', 'boot'],
    ['users.groups.audio.members', 'access'],
    ['users.mutableUsers', 'access'],
    ['services.openssh.enable', 'access'],
    ['services.openssh.settings.PermitRootLogin', 'access'],
    ['services.openssh.extraConfig', 'access'],
    ['services.sshd.enable', 'access'],
    ['services.getty.autologinUser', 'access'],
    ['services.xserver.displayManager.autoLogin.user', 'access'],
    ['services.xserver.displayManager.lightdm.autoLogin.timeout', 'access'],
    ['services.nginx.package', 'access'],
    ['services.nginx.virtualHosts.a.extraConfig', 'access'],
    ['services.nginx.preStart', 'access'],
    ['services.xserver.displayManager.setupCommands', 'access'],
    ['services.udev.extraRules', 'access'],
    ['services.cron.systemCronJobs', 'access'],
    ['services.logind.lidSwitch', 'access'],
    ['services.gitlab-runner.enable', 'access'],
    ['systemd.services.web.script', 'access'],
    ['systemd.services.web.preStart', 'access'],
    ['systemd.services.web.serviceConfig.ExecStart', 'access'],
    ['systemd.user.services.web.serviceConfig.ExecStart', 'access'],
    ['systemd.tmpfiles.rules', 'access'],
    ['systemd.units."a.service".text', 'access'],
    ['environment.etc.motd.text', 'access'],
    ['environment.loginShellInit', 'access'],
    ['environment.variables.LD_PRELOAD', 'access'],
    ['environment.sessionVariables.PATH', 'access'],
    ['environment.shellAliases.sudo', 'access'],
    ['programs.bash.interactiveShellInit', 'access'],
    ['programs.zsh.shellInit', 'access'],
    ['programs.ssh.extraConfig', 'access'],
    ['powerManagement.powerUpCommands', 'access'],
    ['networking.localCommands', 'access'],
    ['networking.firewall.extraCommands', 'access'],
    ['networking.firewall.trustedInterfaces', 'access'],
    ['networking.wg-quick.interfaces.wg0.postUp', 'access'],
    ['virtualisation.oci-containers.containers.web.image', 'boot'],
    ['containers.web.config', 'access'],
    ['virtualisation.docker.extraOptions', 'access'],
    ['nix.trustedUsers', 'access'],
    ['nix.settings.trusted-users', 'access'],
    ['nix.extraOptions', 'access'],
    ['nix.binaryCachePublicKeys', 'access'],
    ['nix.buildMachines', 'access'],
    ['nixpkgs.config.permittedInsecurePackages', 'access'],
    ['security.pki.certificates', 'access'],
    ['security.rtkit.enable', 'access'],
    ['krb5.config', 'access'],
    ['system.autoUpgrade.flake', 'access'],
    ['system.autoUpgrade.channel', 'access'],
    ['users.users.root.hashedPassword', 'boot'],
    ['users.extraUsers.root.openssh.authorizedKeys.keys', 'boot'],
    ['security.sudo.wheelNeedsPassword', 'boot'],
    ['security.sudo.extraRules', 'boot'],
    ['security.wrappers.ping.source', 'boot'],
    ['security.pam.services.sudo.text', 'boot'],
    ['security.polkit.extraConfig', 'boot'],
    ['system.activationScripts.a.text', 'boot'],
    ['system.extraSystemBuilderCmds', 'boot'],
    ['system.stateVersion', 'boot'],
    ['specialisation.other.configuration', 'boot'],
    ['nixpkgs.overlays', 'boot'],
    ['nixpkgs.config.packageOverrides', 'boot'],
    ['hardware.firmware', 'boot'],
    ['hardware.cpu.intel.updateMicrocode', 'boot'],
    ['boot.kernelPackages', 'boot'],
    ['boot.kernelParams', 'boot'],
    ['boot.kernel.sysctl."net.ipv4.ip_forward"', 'boot'],
    ['boot.initrd.preDeviceCommands', 'boot'],
    ['fileSystems."/".device', 'boot'],
    ['swapDevices', 'boot'],
    ['something.nobody.classified', 'boot'],
  ])('%s is of class %s', (option, wanted, value) => {
    expect(classOf(set(option, value))).toBe(wanted);
  });

  it.each<[string, Edit, RiskClass]>([
    ['the firewall turned on', set('networking.firewall.enable', true), 'network'],
    ['the firewall turned off', set('networking.firewall.enable', false), 'access'],
    ['the firewall left to its default', unset('networking.firewall.enable'), 'access'],
    ['an ordinary user id', set('users.users.eve.uid', 1000), 'access'],
    ['the user id of root', set('users.users.eve.uid', 0), 'boot'],
    ['that under its old name', set('users.extraUsers.eve.uid', 0), 'boot'],
    ['that inside a set', set('users.users.eve', attrs({ isNormalUser: true, uid: 0 })), 'boot'],
    ['that inside two', set('users.users', attrs({ eve: attrs({ uid: 0 }) })), 'boot'],
    ['a user without it', set('users.users.eve', attrs({ isNormalUser: true })), 'access'],
    ['a group that is as good as root', add('users.users.eve.extraGroups', 'audio', 'docker'), 'boot'],
    ['a group that is not', add('users.users.eve.extraGroups', 'audio'), 'access'],
    ['a script inside a unit', set('systemd.services.a', attrs({ script: 'id' })), 'access'],
    ['a unit without one', set('systemd.services.a', attrs({ enable: false })), 'service'],
    ['a service taken away, with the program that it may name', unset('services.nginx'), 'access'],
    ['all that is said of security taken away', unset('security'), 'boot'],
    ['all services taken away', unset('services'), 'access'],
  ])('%s: %s is of class %s', (_, edit, wanted) => {
    expect(classOf(edit)).toBe(wanted);
  });
});

describe('the rules of a policy', () => {
  const rules = `risk:
  - { options: [a.b.c], class: package, because: one }
  - { options: [a.b.*], class: network, because: two }
  - { options: [a.**], class: service, because: three }
`;
  it.each<[string, RiskClass]>([
    ['a.b.c', 'package'],
    ['a.b.d', 'network'],
    ['a.b.d.e', 'service'],
    ['a', 'service'],
    ['b', 'boot'],
    ['a.b.c.d', 'service'],
  ])('the first that matches decides: %s is of class %s', (option, wanted) => {
    expect(classOf(set(option), alone(rules))).toBe(wanted);
  });

  it('say nothing of a set that none of them names, whatever they say of what is in it', () => {
    const inside = alone('risk: [{ options: [a.b], class: package, because: one }]\n');
    expect(classOf(unset('a'), inside)).toBe('boot');
    expect(classOf(unset('a.b'), inside)).toBe('package');
  });

  it('count for a set of options under each of its names', () => {
    const groups = alone(
      `risk: [{ options: [users.groups.**], class: access, because: one }, { options: ['**'], class: package, because: two }]\n`,
    );
    for (const name of ['users.groups.wheel.members', 'users.extraGroups.wheel.members'])
      expect(classOf(add(name, 'eve'), groups)).toBe('access');
  });

  it('name the place where the rule is written', () => {
    const [matched] = riskOf(alone(rules), [set('a.b.d')], [], 'user');
    expect(matched).toMatchObject({
      about: 'a.b.d',
      because: 'two',
      at: { file: 'policy.yaml', line: 4, column: 5 },
    });
  });

  it.each([
    [`value: 'no'`, 'no', true],
    [`value: 'no'`, 'yes', false],
    [`value: [1, 2]`, 2, true],
    [`value: [1, 2]`, '2', false],
    [`value: 'git+*'`, 'git+https://x', true],
    [`value: null`, null, true],
    [`value: x`, ['w', 'x'], true],
    [`value: x`, [], false],
  ] as const)('%s asked of %j: %s', (written, value, matches) => {
    const policy = alone(`risk:\n  - { options: [a], ${written}, class: package, because: b }\n`);
    expect(classOf(set('a', value), policy)).toBe(matches ? 'package' : 'boot');
  });
});
