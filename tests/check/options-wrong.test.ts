import { expect, test } from 'vitest';
import { checkEdits } from '../../engine/check/options.ts';
import { joinOptionPath, splitOptionPath } from '../../engine/model/options/option.ts';
import type { Finding } from '../../engine/model/finding.ts';
import type { NixValue } from '../../engine/model/options/value.ts';
import { nixos } from '../nix/host-20-09.ts';

/** Names that a person may write, and the option that they mean. */
const NAMES: readonly (readonly [wrong: string, meant: string])[] = [
  // Typing errors
  ['virtualisation.dokcer.enable', 'virtualisation.docker.enable'],
  ['services.ngnix.enable', 'services.nginx.enable'],
  ['services.opensh.enable', 'services.openssh.enable'],
  ['services.postgresq.enable', 'services.postgresql.enable'],
  ['networking.firewal.enable', 'networking.firewall.enable'],
  ['networking.hostNam', 'networking.hostName'],
  ['hardware.bluetoth.enable', 'hardware.bluetooth.enable'],
  ['sound.enabel', 'sound.enable'],
  ['services.printng.enable', 'services.printing.enable'],
  ['programs.zhs.enable', 'programs.zsh.enable'],
  ['boot.loader.sytemd-boot.enable', 'boot.loader.systemd-boot.enable'],
  ['boot.kernelPakages', 'boot.kernelPackages'],
  ['environment.systemPackges', 'environment.systemPackages'],
  ['enviroment.systemPackages', 'environment.systemPackages'],
  ['users.users.alice.extraGroup', 'users.users.alice.extraGroups'],
  ['users.users.alice.isNormlUser', 'users.users.alice.isNormalUser'],
  ['time.timeZon', 'time.timeZone'],
  ['i18n.defaultLocal', 'i18n.defaultLocale'],
  ['services.xserver.enabled', 'services.xserver.enable'],
  ['services.xservr.enable', 'services.xserver.enable'],
  ['security.sudo.wheelNeedPassword', 'security.sudo.wheelNeedsPassword'],
  ['services.fail2bann.enable', 'services.fail2ban.enable'],
  ['services.tailscal.enable', 'services.tailscale.enable'],
  ['services.grafna.enable', 'services.grafana.enable'],
  ['services.prometeus.enable', 'services.prometheus.enable'],
  ['services.jelyfin.enable', 'services.jellyfin.enable'],
  ['services.syncting.enable', 'services.syncthing.enable'],
  ['services.mysql.pakage', 'services.mysql.package'],
  ['services.redis.prot', 'services.redis.port'],
  ['hardware.pulseaduio.enable', 'hardware.pulseaudio.enable'],
  // Another place
  ['services.docker.enable', 'virtualisation.docker.enable'],
  ['docker.enable', 'virtualisation.docker.enable'],
  ['programs.docker.enable', 'virtualisation.docker.enable'],
  ['services.bluetooth.enable', 'hardware.bluetooth.enable'],
  ['services.firewall.enable', 'networking.firewall.enable'],
  ['programs.nginx.enable', 'services.nginx.enable'],
  ['services.zsh.enable', 'programs.zsh.enable'],
  ['services.adb.enable', 'programs.adb.enable'],
  ['services.pulseaudio.enable', 'hardware.pulseaudio.enable'],
  ['services.libvirtd.enable', 'virtualisation.libvirtd.enable'],
  ['services.virtualbox.host.enable', 'virtualisation.virtualbox.host.enable'],
  ['system.hostName', 'networking.hostName'],
  ['networking.timeZone', 'time.timeZone'],
  ['system.timeZone', 'time.timeZone'],
  ['users.alice.extraGroups', 'users.users.alice.extraGroups'],
  ['users.alice.isNormalUser', 'users.users.alice.isNormalUser'],
  ['services.gnome3.enable', 'services.xserver.desktopManager.gnome3.enable'],
  ['services.desktopManager.plasma5.enable', 'services.xserver.desktopManager.plasma5.enable'],
  ['services.displayManager.sddm.enable', 'services.xserver.displayManager.sddm.enable'],
  ['boot.systemd-boot.enable', 'boot.loader.systemd-boot.enable'],
  ['boot.grub.device', 'boot.loader.grub.device'],
  ['networking.allowedTCPPorts', 'networking.firewall.allowedTCPPorts'],
  ['firewall.allowedTCPPorts', 'networking.firewall.allowedTCPPorts'],
  ['services.networkmanager.enable', 'networking.networkmanager.enable'],
  ['networking.openssh.enable', 'services.openssh.enable'],
  ['nix.autoOptimise', 'nix.autoOptimiseStore'],
  // Plural and singular
  ['networking.nameserver', 'networking.nameservers'],
  ['networking.firewall.allowedTCPPort', 'networking.firewall.allowedTCPPorts'],
  ['environment.systemPackage', 'environment.systemPackages'],
  ['services.openssh.port', 'services.openssh.ports'],
  ['environment.variable.EDITOR', 'environment.variables.EDITOR'],
  ['service.nginx.enable', 'services.nginx.enable'],
  ['program.zsh.enable', 'programs.zsh.enable'],
  ['user.users.alice.shell', 'users.users.alice.shell'],
  ['users.user.alice.shell', 'users.users.alice.shell'],
  ['fonts.font', 'fonts.fonts'],
  ['users.users.alice.package', 'users.users.alice.packages'],
  // Capitals
  ['networking.hostname', 'networking.hostName'],
  ['time.timezone', 'time.timeZone'],
  ['i18n.defaultlocale', 'i18n.defaultLocale'],
  ['environment.systempackages', 'environment.systemPackages'],
  ['networking.firewall.allowedTcpPorts', 'networking.firewall.allowedTCPPorts'],
  ['networking.networkManager.enable', 'networking.networkmanager.enable'],
  ['services.openSSH.enable', 'services.openssh.enable'],
  ['services.openssh.permitrootlogin', 'services.openssh.permitRootLogin'],
  ['services.PostgreSQL.enable', 'services.postgresql.enable'],
  ['hardware.pulseAudio.enable', 'hardware.pulseaudio.enable'],
  ['Networking.hostName', 'networking.hostName'],
  ['users.users.alice.isnormaluser', 'users.users.alice.isNormalUser'],
  ['system.stateversion', 'system.stateVersion'],
  // Another spelling, or the word of another system
  ['virtualization.docker.enable', 'virtualisation.docker.enable'],
  ['virtualization.libvirtd.enable', 'virtualisation.libvirtd.enable'],
  ['services.sshd.port', 'services.openssh.ports'],
  ['services.postgres.enable', 'services.postgresql.enable'],
  ['networking.network-manager.enable', 'networking.networkmanager.enable'],
  ['services.open-ssh.enable', 'services.openssh.enable'],
  ['services.x-server.enable', 'services.xserver.enable'],
  ['networking.host', 'networking.hosts'],
  ['networking.firewall.enabled', 'networking.firewall.enable'],
  ['environment.packages', 'environment.systemPackages'],
  ['boot.kernel.package', 'boot.kernelPackages'],
  ['users.users.alice.groups', 'users.users.alice.extraGroups'],
];

const pkgs = (name: string): NixValue => ({ type: 'pkgs', path: [name] });

/** Values of another type than the option's, and what the finding says. */
const VALUES: readonly (readonly [option: string, value: NixValue, says: string])[] = [
  ['services.nginx.enable', 'yes', 'write true'],
  ['services.nginx.enable', 'off', 'write false'],
  ['services.nginx.enable', 1, 'boolean'],
  ['services.nginx.enable', null, 'boolean'],
  ['networking.firewall.allowedTCPPorts', 80, 'list'],
  ['networking.firewall.allowedTCPPorts', ['80'], 'without quotes'],
  ['networking.firewall.allowedTCPPorts', [70_000], 'from 0 to 65535'],
  ['networking.firewall.allowedTCPPorts', [-1], 'from 0 to 65535'],
  ['networking.hostName', 5, 'string'],
  ['networking.hostName', 'my host', 'matching'],
  ['time.timeZone', true, 'null or string'],
  ['environment.systemPackages', pkgs('htop'), 'list'],
  ['environment.systemPackages', ['htop'], '{ pkgs: htop }'],
  ['users.users.alice.extraGroups', 'wheel', 'list'],
  ['users.users.alice.extraGroups', [1], 'string'],
  ['users.users.alice.uid', '1000', 'without quotes'],
  ['users.users.alice.home', 'home/alice', "'/'"],
  ['users.users.alice', { type: 'attrs', entries: { isNormalUser: 'true' } }, 'write true'],
  ['services.openssh.permitRootLogin', 'never', 'one of'],
  ['services.openssh.permitRootLogin', true, 'one of'],
  ['services.openssh.ports', '22', 'list'],
  ['boot.loader.timeout', 'five', 'integer'],
  ['boot.kernelParams', 'quiet', 'list'],
  ['boot.kernelModules', [true], 'string'],
  ['services.postgresql.package', 'postgresql', '{ pkgs: postgresql }'],
  ['services.postgresql.port', '5432', 'without quotes'],
  ['services.xserver.layout', 5, 'string'],
  ['nix.gc.automatic', 'weekly', 'boolean'],
  ['environment.variables.EDITOR', 5, 'string'],
  ['environment.variables', 'EDITOR=vim', 'attribute set'],
  ['systemd.services.backup.wantedBy', 'multi-user.target', 'list'],
  ['systemd.services.backup.enable', 'true', 'write true'],
  ['networking.nameservers', '1.1.1.1', 'list'],
  ['security.sudo.enable', 0, 'write false'],
  ['swapDevices', 'none', 'list'],
];

function refusal(option: string, value: NixValue): readonly Finding[] {
  return checkEdits([{ edit: { op: 'set', path: splitOptionPath(option), value } }], nixos);
}

const firstSuggestion = (finding: Finding | undefined): string | undefined =>
  /'([^']+)'/u.exec(finding?.fix ?? '')?.[1];

test.each(NAMES)('%s is refused', (wrong) => {
  const findings = refusal(wrong, true);
  expect(findings.map(({ code }) => code)).toEqual(['OPT001']);
});

test('the option that was meant is the first suggestion in nearly all', () => {
  const missed = NAMES.filter(([wrong, meant]) => firstSuggestion(refusal(wrong, true)[0]) !== meant);
  const share = 1 - missed.length / NAMES.length;
  console.log(
    `${NAMES.length} wrong names, first suggestion right in ${(share * 100).toFixed(1)} %; not in: ${missed
      .map(([wrong]) => wrong)
      .join(', ')}`,
  );
  expect(NAMES.length).toBeGreaterThanOrEqual(80);
  expect(share).toBeGreaterThanOrEqual(0.9);
});

/** One slip each, at a place that the name's position in the list decides: nobody chose these. */
const SLIPS: Readonly<Record<string, (word: string, at: number) => string>> = {
  'a letter left out': (word, at) => word.slice(0, at) + word.slice(at + 1),
  'a letter doubled': (word, at) => word.slice(0, at) + word.slice(at, at + 1) + word.slice(at),
  'two letters swapped': (word, at) =>
    word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2),
  'small letters only': (word) => word.toLowerCase(),
};

test.each(Object.entries(SLIPS))('%s in a name of the list is refused, and mended', (slip, apply) => {
  const names = nixos.options
    .map(({ name }) => name)
    .filter((name, place) => place % 61 === 0 && !name.includes('*'));
  const cases = names.flatMap((declared, place) => {
    const path = splitOptionPath(declared.replaceAll('<name>', 'alice'));
    const at = path.findLastIndex((part) => part.length > 5);
    const word = path[at] ?? '';
    const wrong = path.with(at, apply(word, 1 + (place % Math.max(word.length - 2, 1))));
    return word === '' || nixos.find(wrong) !== undefined || nixos.isPrefix(wrong)
      ? []
      : [{ wrong, meant: path }];
  });
  const found = cases.map(({ wrong, meant }) => {
    const [finding] = checkEdits([{ edit: { op: 'set', path: wrong, value: true } }], nixos);
    return { code: finding?.code, right: firstSuggestion(finding) === joinOptionPath(meant) };
  });
  expect(found.filter(({ code }) => code !== 'OPT001')).toEqual([]);
  const missed = found.filter(({ right }) => !right);
  console.log(`${slip}: ${cases.length} names, first suggestion right in ${cases.length - missed.length}`);
  expect(cases.length).toBeGreaterThan(20);
  expect(missed.length / cases.length).toBeLessThanOrEqual(0.1);
});

test('every meant option exists', () => {
  expect(NAMES.filter(([, meant]) => nixos.find(splitOptionPath(meant)) === undefined)).toEqual([]);
});

test.each(VALUES)('%s = %j is refused', (option, value, says) => {
  const [finding, ...others] = refusal(option, value);
  expect(others).toEqual([]);
  expect(finding?.code).toBe('OPT002');
  expect(`${finding?.message} | ${finding?.fix ?? ''}`).toContain(says);
});
