/**
 * Settings that people describe in words which no option's text has. One a row: the option's names by release; words of
 * which each group must be said; words that may stand beside them; and what its value is.
 */
export interface SettingRow {
  readonly options: readonly string[];
  readonly says: readonly string[];
  readonly may: string;
  readonly value: 'switch' | 'number' | 'addresses' | 'domains' | 'url' | 'urls' | 'system' | 'word';
  /** The words that are values, where a word is one: as said → as written. */
  readonly words?: Readonly<Record<string, string>>;
  /** For a word whose option is a list. */
  readonly list?: true;
  /** A word that must be somewhere in the request. */
  readonly near?: string;
}

const BOOT = 'boot booting loader bootloader menu';

export const SETTINGS: readonly SettingRow[] = [
  {
    options: ['boot.loader.timeout'],
    says: ['boot|bootloader|loader', 'wait|timeout|delay|second'],
    may: `${BOOT} menu second show shown only just for on time`,
    value: 'number',
  },
  {
    options: ['boot.loader.systemd-boot.configurationLimit'],
    says: ['boot|bootloader|loader', 'generation|entry|configuration|system'],
    may: `${BOOT} menu keep show list offer remember last latest newest limit only just most number old entry generation configuration at more than no`,
    value: 'number',
  },
  {
    options: ['boot.cleanTmpDir', 'boot.tmp.cleanOnBoot'],
    says: [
      'tmp|/tmp|temporary',
      'clean|clear|empty|emptied|wipe|delete|purge',
      'boot|reboot|restart|startup',
    ],
    may: 'clean clear file files directory dir folder on at every each time when whenever during system machine computer up start boot reboot',
    value: 'switch',
  },
  {
    options: ['boot.tmpOnTmpfs', 'boot.tmp.useTmpfs'],
    says: ['tmp|/tmp', 'memory|ram|tmpfs'],
    may: 'put keep mount hold live directory as in memory ram tmpfs',
    value: 'switch',
  },
  {
    options: ['boot.binfmt.emulatedSystems'],
    says: ['run|build|emulate|emulation|emulator|binaries|binfmt|qemu|support|programs'],
    may: 'run build binary binaries programs for via through with qemu emulation emulate able packages system binfmt support enable',
    value: 'system',
    list: true,
  },
  {
    options: ['boot.supportedFilesystems'],
    says: [
      'ntfs|exfat|btrfs|zfs|xfs|f2fs|nfs|cifs|hfsplus',
      'mount|read|support|filesystem|filesystems|open|access|drive|drives|disks|disk|sticks|stick|partition|partitions',
    ],
    may: 'mount read write support filesystem filesystems file system systems open access drive drives disk disks stick sticks partition partitions usb able enable external formatted',
    value: 'word',
    words: Object.fromEntries(
      'ntfs exfat btrfs zfs xfs f2fs nfs cifs hfsplus'.split(' ').map((name) => [name, name]),
    ),
    list: true,
  },
  {
    options: ['powerManagement.cpuFreqGovernor'],
    says: ['cpu|cpus|processor|governor|cores', 'performance|powersave|ondemand|schedutil|conservative'],
    may: 'run mode in keep always governor scaling frequency at under cpu processor clock on',
    value: 'word',
    words: Object.fromEntries(
      'performance powersave ondemand schedutil conservative'.split(' ').map((name) => [name, name]),
    ),
  },
  {
    options: ['hardware.cpu.intel.updateMicrocode'],
    says: ['microcode', 'intel'],
    may: 'update updates install load keep current cpu processor patches apply up date new newest latest',
    value: 'switch',
  },
  {
    options: ['hardware.cpu.amd.updateMicrocode'],
    says: ['microcode', 'amd'],
    may: 'update updates install load keep current cpu processor patches apply up date new newest latest',
    value: 'switch',
  },
  {
    options: ['security.sudo.wheelNeedsPassword'],
    says: ['sudo', 'password|passwords|passwordless'],
    may: 'ask need require prompt want wheel group members when using use for allow let work passwordless',
    value: 'switch',
  },
  {
    options: ['nix.maxJobs', 'nix.settings.max-jobs'],
    says: ['job|jobs|builds', 'nix|build|parallel|once|time|concurrent|simultaneously'],
    may: 'nix build builds parallel at once same time run job maximum max most limit number up concurrent simultaneously more than no',
    value: 'number',
  },
  {
    options: ['nix.buildCores', 'nix.settings.cores'],
    says: ['core|cores|cpus', 'nix|build|builds|compiling'],
    may: 'nix build builds core per for with on maximum max most limit number give compiling',
    value: 'number',
  },
  {
    options: ['nix.useSandbox', 'nix.settings.sandbox'],
    says: ['sandbox|sandboxing|sandboxed', 'build|builds|nix|building'],
    may: 'build builds nix inside',
    value: 'switch',
  },
  {
    options: ['nix.autoOptimiseStore', 'nix.settings.auto-optimise-store'],
    says: ['deduplicate|optimise|optimize|hardlink|dedupe', 'store'],
    may: 'nix automatically automatic regularly files identical duplicate auto',
    value: 'switch',
  },
  {
    options: ['nix.binaryCaches', 'nix.settings.substituters'],
    says: ['cache|substituter|caches'],
    may: 'binary nix add another additional extra new from fetch download packages builds',
    value: 'urls',
    list: true,
  },
  {
    options: ['networking.nameservers'],
    says: ['dns|nameserver|nameservers|resolve|resolver|resolvers'],
    may: 'server servers name names use lookup lookups hostnames hosts ask query through via',
    value: 'addresses',
    list: true,
  },
  {
    options: ['networking.timeServers'],
    says: ['ntp|time|clock', 'server|servers|sync|synchronise|synchronize|ntp'],
    may: 'ntp time clock sync synchronise synchronize server servers from against',
    value: 'domains',
    list: true,
  },
  {
    options: ['networking.proxy.default'],
    says: ['proxy'],
    may: 'http https web default go through traffic everything all internet connections network',
    value: 'url',
  },
  {
    options: ['networking.networkmanager.wifi.powersave'],
    says: ['wifi|wireless|wlan', 'power|powersave|powersaving'],
    may: 'power save saving powersave management mode card for feature',
    value: 'switch',
  },
  {
    options: ['virtualisation.podman.dockerCompat'],
    says: ['docker', 'command|alias|cli|compatible|compatibility|socket'],
    may: 'keep provide working work command alias cli an as for podman name under still same compatible drop in',
    value: 'switch',
    near: 'podman',
  },
  {
    options: ['services.smartd.enable'],
    says: ['smart|health|failing|failures', 'disk|disks|drive|drives|ssd|hdd|hard'],
    may: 'monitor monitoring watch check smart health status hard disk drive state warn when fails for signs failure failures keep eye',
    value: 'switch',
  },
  {
    options: ['services.xserver.videoDrivers'],
    says: ['driver|drivers|card|gpu|graphics'],
    may: 'driver drivers card gpu graphics video proprietary nonfree official for x11 xorg',
    value: 'word',
    words: Object.fromEntries(
      'nvidia nouveau amdgpu radeon modesetting vesa intel'.split(' ').map((name) => [name, name]),
    ),
    list: true,
  },
  {
    options: ['services.printing.drivers'],
    says: ['printer|printers|printing', 'driver|drivers|support|hp|brother|epson|canon|samsung'],
    may: 'printer printers printing driver drivers support laser inkjet is an add install',
    value: 'word',
    words: {
      hp: 'pkgs.hplip',
      hplip: 'pkgs.hplip',
      brother: 'pkgs.brlaser',
      brlaser: 'pkgs.brlaser',
      epson: 'pkgs.epson-escpr',
      gutenprint: 'pkgs.gutenprint',
      samsung: 'pkgs.splix',
      splix: 'pkgs.splix',
    },
    list: true,
  },
];
