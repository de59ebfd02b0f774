import type { OptionIndex } from '../../model/options/option-index.ts';
import { splitOptionPath, type OptionDeclaration } from '../../model/options/option.ts';
import { cleanSentence } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';

/**
 * Options that a request is about although it has none of their words: nobody who opens a port says
 * "allowedTCPPorts". Names of several releases stand side by side; those of the host are taken.
 *
 * @param users - Users of the host: who names one is likely to speak of an account.
 * @example
 * topicOptions('let bob use sudo', ['bob'], index).map(({ name }) => name)
 * // ['users.users.<name>.extraGroups', 'security.sudo.wheelNeedsPassword', …]
 */
export function topicOptions(
  sentence: string,
  users: readonly string[],
  index: OptionIndex,
): readonly OptionDeclaration[] {
  const words = new Set(
    cleanSentence(sentence)
      .toLowerCase()
      .match(/[\p{L}\p{N}_-]+/gu) ?? [],
  );
  const topics = TOPICS.filter((topic) => topic.words.some((word) => words.has(word)));
  const account = users.some((user) => words.has(user.toLowerCase())) ? [ACCOUNT] : [];
  const names = [...topics.map((topic) => topic.options), ...account].flat();
  return [...new Set(names)].flatMap((name) => {
    const match = index.find(splitOptionPath(name));
    return match?.rest.length === 0 ? [match.declaration] : [];
  });
}

interface Topic {
  readonly words: readonly string[];
  readonly options: readonly string[];
}

const ACCOUNT: readonly string[] = wordList(`
  users.users.<name>.isNormalUser, users.users.<name>.extraGroups, users.users.<name>.shell,
  users.users.<name>.packages, users.users.<name>.openssh.authorizedKeys.keys, users.users.<name>.description
`);

const TOPICS: readonly Topic[] = [
  {
    words: wordList(
      'port, ports, firewall, tcp, udp, incoming, connections, reach, reachable, open, block, expose',
    ),
    options: wordList(`
      networking.firewall.allowedTCPPorts, networking.firewall.allowedUDPPorts, networking.firewall.enable,
      networking.firewall.allowedTCPPortRanges, networking.firewall.allowPing
    `),
  },
  {
    words: wordList('user, users, account, accounts, group, groups, member, login, key, keys, shell'),
    options: ACCOUNT,
  },
  {
    words: wordList('sudo, admin, admins, administrator, root, wheel, rights'),
    options: ['users.users.<name>.extraGroups', 'security.sudo.wheelNeedsPassword', 'security.sudo.enable'],
  },
  {
    words: wordList('ssh, sshd, login, log, password, passwords, remote, remotely'),
    options: wordList(`
      services.openssh.enable, services.openssh.settings.PasswordAuthentication,
      services.openssh.passwordAuthentication, services.openssh.settings.PermitRootLogin,
      services.openssh.permitRootLogin, services.openssh.ports
    `),
  },
  {
    words: wordList('generation, generations, garbage, clean, cleanup, disk, space, store, old'),
    options: ['nix.gc.automatic', 'nix.gc.dates', 'nix.gc.options', 'nix.optimise.automatic'],
  },
  {
    words: wordList('upgrade, upgrades, update, updates, automatically, automatic'),
    options: ['system.autoUpgrade.enable', 'system.autoUpgrade.dates', 'system.autoUpgrade.allowReboot'],
  },
  {
    words: wordList('hostname, called, rename, name, named'),
    options: ['networking.hostName', 'networking.domain'],
  },
  {
    words: wordList('keyboard, layout, keymap'),
    options: wordList(
      'console.keyMap, services.xserver.xkb.layout, services.xserver.layout, console.useXkbConfig',
    ),
  },
  {
    words: wordList('language, locale, timezone, time, zone, clock, german, french, english'),
    options: ['i18n.defaultLocale', 'time.timeZone', 'services.timesyncd.enable', 'console.keyMap'],
  },
  {
    words: wordList('kernel, linux'),
    options: ['boot.kernelPackages', 'boot.kernelParams', 'boot.kernelModules'],
  },
  { words: wordList('unfree, proprietary, nonfree'), options: ['nixpkgs.config'] },
  {
    words: wordList('website, site, web, domain, serve, https, certificate, virtual'),
    options: wordList(`
      services.nginx.enable, services.nginx.virtualHosts.<name>.root, services.nginx.virtualHosts.<name>.enableACME,
      services.nginx.virtualHosts.<name>.forceSSL, security.acme.acceptTerms, security.acme.email,
      security.acme.defaults.email
    `),
  },
  {
    words: wordList('wifi, wireless, wlan, network'),
    options: ['networking.networkmanager.enable', 'networking.wireless.enable'],
  },
  {
    words: wordList('swap, memory, ram, zram'),
    options: ['zramSwap.enable', 'zramSwap.memoryPercent', 'swapDevices'],
  },
  {
    words: wordList('sound, audio, speaker, speakers, microphone'),
    options: ['services.pipewire.enable', 'hardware.pulseaudio.enable', 'sound.enable'],
  },
  {
    words: wordList('flatpak, portal, sandboxed'),
    options: ['services.flatpak.enable', 'xdg.portal.enable', 'xdg.portal.extraPortals'],
  },
  {
    words: wordList('variable, environment, editor, alias'),
    options: ['environment.variables', 'environment.shellAliases'],
  },
  {
    words: wordList('dns, nameserver, nameservers, resolver'),
    options: wordList(
      'networking.nameservers, services.resolved.enable, services.unbound.enable, services.dnsmasq.enable',
    ),
  },
  {
    words: wordList('share, shared, folder, folders, directory, nas'),
    options: ['services.samba.enable', 'services.nfs.server.enable', 'services.syncthing.enable'],
  },
  {
    words: wordList('backup, backups, back, archive'),
    options: wordList('services.restic.backups, services.borgbackup.jobs, services.btrbk.instances'),
  },
  {
    words: wordList('health, smart, ssd, disks, drives'),
    options: ['services.smartd.enable', 'services.fstrim.enable'],
  },
  { words: wordList('virus, viruses, antivirus, malware'), options: ['services.clamav.daemon.enable'] },
  {
    words: wordList('desktop, graphical, screen, display, monitor, gui'),
    options: wordList(`
      services.xserver.enable, services.displayManager.autoLogin.enable, services.displayManager.autoLogin.user,
      services.xserver.displayManager.autoLogin.enable, services.xserver.displayManager.autoLogin.user,
      services.redshift.enable
    `),
  },
  {
    words: wordList('router, routing, forward, forwarding, nat, gateway'),
    options: wordList('networking.nat.enable, boot.kernel.sysctl, networking.firewall.trustedInterfaces'),
  },
];
