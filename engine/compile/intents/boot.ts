import type { NixValue } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import { findModule } from '../names/module-names.ts';
import { readNumber } from '../values/numbers.ts';
import type { Slots } from '../grammar/pattern.ts';
import { askQuestion } from '../understanding.ts';

const TMP = '(/tmp|tmp|/tmp directory|tmp directory|temporary files)';
const AT_BOOT = '(on|at|during|after) [(every|each)] (boot|startup|reboot|start)';
const MOST =
  '[(at most|no more than|not more than|maximum of|max|maximum|only|just|up to|last|latest|newest|only last|at most last)]';
const ENTRIES = '(generations|entries|configurations|boot entries|systems|kernels)';
const MENU =
  '(boot menu|boot loader menu|bootloader menu|boot loader|bootloader|boot entries|boot menu entries)';

/** What happens at boot, besides which kernel it is. */
export const boot: Intent = {
  name: 'boot',
  independent: true,
  rules: [
    {
      patterns: [`(@clean|empty|wipe out) ${TMP} ${AT_BOOT}`],
      read: (_slots, context) => set(context, true, 'boot.tmp.cleanOnBoot', 'boot.cleanTmpDir'),
    },
    {
      patterns: [
        `(mount|put|keep) ${TMP} [(on|in|as)] (tmpfs|ram|memory)`,
        `@set tmpfs (for|on) ${TMP}`,
        `use tmpfs for ${TMP}`,
        `(mount|put|use|have|make|create) tmpfs (on|at|over|for|as) ${TMP}`,
        `${TMP} (should|must|shall|has to|ought to) (be|live|sit|go) (on|in|into) (tmpfs|ram|memory)`,
        `${TMP} (on|in|as) (tmpfs|ram|memory)`,
        `(make|turn) ${TMP} [into] tmpfs`,
      ],
      read: (_slots, context) => set(context, true, 'boot.tmp.useTmpfs', 'boot.tmpOnTmpfs'),
    },
    {
      patterns: [
        `(keep|show|store|list|have|want|limit to|display|offer) ${MOST} <n> ${ENTRIES} (in|on) ${MENU}`,
        `${MOST} <n> ${ENTRIES} [${MOST}] (in|on) ${MENU}`,
        `(limit|restrict|cap|cut|shorten) ${MENU} (to|at) ${MOST} <n> [${ENTRIES}]`,
        `${MENU} (should|must|shall) [only] (show|keep|list|have|contain|hold) ${MOST} <n> [${ENTRIES}]`,
        `(let|make) ${MENU} [only] (show|keep|list|have) ${MOST} <n> [${ENTRIES}]`,
        `(keep|show|have|want) ${MOST} <n> (boot entries|boot menu entries|boot loader entries)`,
        `(limit|restrict|cap) (number of|amount of) ${ENTRIES} (in|on|of) ${MENU} (to|at) ${MOST} <n>`,
        `(use|enable|@set) <loader> with ${MOST} <n> ${ENTRIES}`,
        `(@set|limit) <loader> to ${MOST} <n> ${ENTRIES}`,
        `(keep|show|store|list) [only] [(last|latest|newest)] <n> (generations|entries|configurations) in ${MENU}`,
        `(limit|restrict) ${MENU} to [(last|latest)] <n> [(generations|entries|configurations)]`,
        `(limit|restrict) [number of] (generations|entries) in ${MENU} to <n>`,
      ],
      read: (slots, context) => limitEntries(slots, context),
    },
    {
      patterns: [
        '(show|use|display) [graphical] (boot splash|splash screen|boot animation) [(at|on|during) boot]',
      ],
      read: (_slots, context) => set(context, true, 'boot.plymouth.enable'),
    },
    {
      patterns: [
        'support <x> (file systems|filesystems|file system|filesystem|partitions|drives)',
        '@enable <x> (file systems|filesystems|file system|filesystem) [support]',
      ],
      read: (slots, context) => supportFileSystem(slots, context),
    },
    {
      patterns: [
        '(@enable|add|@install) <x> support',
        '(support|add support for|enable support for) <x>',
        '@enable <x>',
      ],
      read: (slots, context) =>
        findModule(slotWord(slots, 'x') ?? '', context.modules, context.index).kind === 'none'
          ? supportFileSystem(slots, context)
          : undefined,
    },
    {
      patterns: [
        '(let|make|have) (hardware clock|rtc|real time clock) [(run|be)] in local time',
        '(keep|set) (hardware clock|rtc|real time clock) (in|to) local time',
        'use local time for (hardware clock|rtc)',
      ],
      read: (_slots, context) => set(context, true, 'time.hardwareClockInLocalTime'),
    },
  ],
};

/** The loader that is used has the limit. */
function limitEntries(slots: Slots, context: Context): ClauseReading | undefined {
  const count = readNumber(slotWord(slots, 'n') ?? '');
  if (count === undefined || count < 1) return undefined;
  const said = slotWord(slots, 'loader');
  if (said !== undefined && said !== 'systemd-boot' && said !== 'grub') return undefined;
  const used = ['systemd-boot', 'grub'].filter(
    (loader) => context.facts.value(`boot.loader.${loader}.enable`) === true,
  );
  if (said !== undefined && !used.includes(said)) {
    return askQuestion(`This host does not boot with '${said}'. Should it?`, [
      `enable boot.loader.${said}.enable`,
    ]);
  }
  const [loader, ...others] = used;
  return loader === undefined || others.length > 0
    ? askQuestion(
        'Which boot loader does this host use?',
        ['systemd-boot', 'grub'].map((name) => `set boot.loader.${name}.configurationLimit to ${count}`),
      )
    : set(context, count, `boot.loader.${loader}.configurationLimit`);
}

const FILE_SYSTEMS: ReadonlySet<string> = new Set([
  'ntfs',
  'btrfs',
  'zfs',
  'xfs',
  'exfat',
  'f2fs',
  'nfs',
  'cifs',
  'ext4',
  'vfat',
  'jfs',
  'reiserfs',
  'bcachefs',
]);

function supportFileSystem(slots: Slots, context: Context): ClauseReading | undefined {
  const name = slotWord(slots, 'x') ?? '';
  const path = firstOption(context, 'boot.supportedFilesystems');
  return FILE_SYSTEMS.has(name) && path !== undefined ? edits({ op: 'add', path, items: [name] }) : undefined;
}

function set(context: Context, value: NixValue, ...names: readonly string[]): ClauseReading | undefined {
  const path = firstOption(context, ...names);
  return path && edits({ op: 'set', path, value });
}
