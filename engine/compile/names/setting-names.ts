import { wordList } from '../grammar/word-list.ts';

/**
 * What people call a setting → the options it may be, by release. What the option's type takes, and whether it is a list,
 * is looked up in the host's own index.
 */
export const SETTING_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  [
    [
      'boot timeout, boot menu timeout, boot loader timeout, bootloader timeout, timeout of boot menu',
      'boot.loader.timeout',
    ],
    ['motd, message of day, login message, login banner', 'users.motd'],
    ['console font, font of console', 'console.font'],
    [
      'cpu governor, cpu frequency governor, frequency governor, governor, scaling governor, cpu scaling governor',
      'powerManagement.cpuFreqGovernor',
    ],
    ['domain, domain name, dns domain', 'networking.domain'],
    [
      'nameserver, nameservers, name server, name servers, dns server, dns servers, dns, dns resolver, dns resolvers',
      'networking.nameservers',
    ],
    ['search domain, search domains', 'networking.search'],
    ['host id, hostid', 'networking.hostId'],
    ['kernel module, kernel modules, module, modules', 'boot.kernelModules'],
    [
      'kernel parameter, kernel parameters, kernel param, kernel params, boot parameter, boot parameters, kernel command line, kernel option, kernel boot parameter',
      'boot.kernelParams',
    ],
    [
      'blacklisted kernel modules, blacklisted modules, module blacklist, kernel module blacklist, blacklist',
      'boot.blacklistedKernelModules',
    ],
    [
      'trusted interface, trusted interfaces, trusted interfaces of firewall, trusted firewall interfaces',
      'networking.firewall.trustedInterfaces',
    ],
    ['console log level', 'boot.consoleLogLevel'],
    [
      'zram memory percent, zram percent, zram percentage, zram memory percentage, zram size',
      'zramSwap.memoryPercent',
    ],
    ['zram algorithm, zram compression, zram compression algorithm', 'zramSwap.algorithm'],
    ['supported file systems, supported filesystems', 'boot.supportedFilesystems'],
    ['default editor, system editor, editor, editor variable', 'environment.variables.EDITOR'],
    ['default pager, system pager, pager', 'environment.variables.PAGER'],
    ['default browser', 'environment.variables.BROWSER'],
    [
      'substituters, nix substituters, binary cache, binary caches, nix binary caches',
      'nix.settings.substituters, nix.binaryCaches',
    ],
    [
      'trusted nix users, trusted users of nix, nix trusted users',
      'nix.settings.trusted-users, nix.trustedUsers',
    ],
    ['allowed nix users, nix allowed users', 'nix.settings.allowed-users, nix.allowedUsers'],
    [
      'nix max jobs, max jobs, number of build jobs, nix build jobs, parallel build jobs',
      'nix.settings.max-jobs, nix.maxJobs',
    ],
    ['nix build cores, build cores, number of build cores', 'nix.settings.cores, nix.buildCores'],
    [
      'video driver, video drivers, graphics driver, graphics drivers, gpu driver, gpu drivers, x driver',
      'services.xserver.videoDrivers',
    ],
    [
      'xkb options, xkb option, keyboard options, keyboard option',
      'services.xserver.xkb.options, services.xserver.xkbOptions',
    ],
    [
      'keyboard variant, xkb variant, layout variant, keyboard layout variant',
      'services.xserver.xkb.variant, services.xserver.xkbVariant',
    ],
    [
      'default session, default desktop session',
      'services.displayManager.defaultSession, services.xserver.displayManager.defaultSession',
    ],
    ['lid switch, lid action, lid switch action', 'services.logind.lidSwitch'],
    ['swappiness, vm swappiness', 'boot.kernel.sysctl."vm.swappiness"'],
    ['proxy, http proxy, default proxy', 'networking.proxy.default'],
    ['font packages, fonts', 'fonts.packages, fonts.fonts'],
    [
      'printer driver, printer drivers, printing driver, printing drivers, cups drivers',
      'services.printing.drivers',
    ],
    ['screen dpi, display dpi, dpi', 'services.xserver.dpi'],
    ['acme email, letsencrypt email', 'security.acme.defaults.email, security.acme.email'],
  ].flatMap(([names = '', options = '']) =>
    wordList(names).map((name) => [name, wordList(options)] as const),
  ),
);
