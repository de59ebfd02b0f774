import type { Edit, NixValue } from '../../model/options/value.ts';
import { type ClauseReading, type Context, edits, firstOption, type Intent, slotWord } from '../context.ts';
import { readNumber } from '../values/numbers.ts';
import type { Slots } from '../grammar/pattern.ts';
import { readSchedule } from '../values/schedule.ts';
import { askQuestion, refuseRequest } from '../understanding.ts';

const GENERATIONS = '[(old|unused|previous)] [system] generations';
const GARBAGE = '([nix] garbage|[nix] store|(old|unused) packages|garbage collection)';
const UPGRADE = '@upgrade [(system|nixos|it|itself|everything|host|machine|packages|all packages)]';
const AUTOMATIC = '(automatic|unattended|auto|automated)';
const OLD = '[(old|unused|dangling)]';
const LEFT = '(images|containers|volumes|leftovers|images and containers|garbage)';
const REBOOTS =
  '([automatic] reboot|[automatic] reboots|automatic rebooting|rebooting|reboot if needed|reboot when needed)';

/** Maintenance that runs by itself: garbage collection and upgrades. */
export const maintenance: Intent = {
  name: 'maintenance',
  rules: [
    {
      patterns: [
        `[automatically] @clean ${GENERATIONS} [automatically] <when+>`,
        `[automatically] @clean ${GENERATIONS} older than <age> <unit> [automatically] <when+>`,
        // "Older than a week": the article is gone by now.
        `[automatically] @clean ${GENERATIONS} older than <unit> [automatically] <when+>`,
        `automatically @clean ${GENERATIONS} [older than <age> <unit>]`,
        `@clean ${GENERATIONS} [older than <age> <unit>] automatically`,
      ],
      read: (slots, context) => collect(slots, context, true),
    },
    {
      patterns: [
        `[automatically] @clean ${GARBAGE} [automatically] <when+>`,
        `automatically @clean ${GARBAGE}`,
        `@clean ${GARBAGE} automatically`,
        `(run|do|schedule|garbage) [${AUTOMATIC}] (garbage collection|garbage collector|gc|collect) <when+>`,
        `[@enable] ${AUTOMATIC} (garbage collection|gc) [<when+>]`,
        `(garbage collection|gc) <when+>`,
        `<when+> (garbage collection|gc)`,
        `@enable ${AUTOMATIC} (garbage collection|gc) [<when+>]`,
        `(@enable|schedule) (garbage collection|gc) [for] <when+>`,
        `(@enable|schedule|run|do) <when+> [${AUTOMATIC}] (garbage collection|gc|garbage collections) [<at+>]`,
      ],
      read: (slots, context) => collect(slots, context, false),
    },
    {
      // What the sentence said of the collection before.
      patterns: ['(keep|hold) [(last|for)] <age> <unit> [of generations]'],
      read: (slots, context) => {
        const age = ageOf(slots);
        const collecting = /\b(?:gc|garbage|generations?|nix store)\b/iu.test(context.sentence);
        return age === undefined || age === 'unknown' || !collecting
          ? undefined
          : setAll(context, [['nix.gc.options', `--delete-older-than ${age}`]]);
      },
    },
    {
      patterns: [`@disable ${AUTOMATIC} (garbage collection|gc)`],
      read: (_slots, context) => setAll(context, [['nix.gc.automatic', false]]),
    },
    {
      patterns: [
        `${UPGRADE} automatically [<when+>]`,
        `automatically ${UPGRADE} [<when+>]`,
        `${UPGRADE} <when+>`,
        `@enable ${AUTOMATIC} [system] (upgrade|upgrades|update|updates) [<when+>]`,
        `(@enable|schedule|run|do) <when+> [${AUTOMATIC}] [system] (upgrade|upgrades|update|updates) [<at+>]`,
        `[@enable] ${AUTOMATIC} [system] (upgrade|upgrades|update|updates) [<when+>]`,
        `(install|apply|do|run) [(all|system|security)] (upgrade|upgrades|update|updates) automatically [<when+>]`,
        `automatically (install|apply|do|run) [(all|system|security)] (upgrade|upgrades|update|updates) [<when+>]`,
        `auto upgrade [system] [<when+>]`,
        `keep system (up to date|updated) automatically [<when+>]`,
      ],
      read: (slots, context) => upgrade(slots, context),
    },
    {
      patterns: [
        `[@enable] ${AUTOMATIC} [system] (upgrades|updates) with ${REBOOTS}`,
        `[@enable] ${AUTOMATIC} [system] (upgrades|updates) and ${REBOOTS}`,
        `[@enable] ${AUTOMATIC} [system] (upgrades|updates) <when+> with ${REBOOTS}`,
      ],
      read: (slots, context) => upgrade(slots, context, true),
    },
    {
      patterns: [
        '(optimise|optimize|deduplicate|dedupe) [nix] store automatically',
        'automatically (optimise|optimize|deduplicate|dedupe) [nix] store',
        `@enable [${AUTOMATIC}] [nix] store (optimisation|optimization|deduplication)`,
      ],
      read: (_slots, context) =>
        firstOption(context, 'nix.settings.auto-optimise-store') === undefined
          ? setAll(context, [['nix.autoOptimiseStore', true]])
          : setAll(context, [['nix.settings.auto-optimise-store', true]]),
    },
    {
      patterns: ['(optimise|optimize|deduplicate|dedupe) [nix] store'],
      read: () =>
        askQuestion('Should that happen automatically from now on?', ['enable nix store optimisation']),
    },
    {
      patterns: [
        '(optimise|optimize|deduplicate|dedupe) [nix] store <when+>',
        'automatically (optimise|optimize|deduplicate|dedupe) [nix] store <when+>',
      ],
      read: (slots, context) => {
        const when = scheduleOf(slots, '04:40');
        return when === undefined || when === 'unknown'
          ? undefined
          : setAll(context, [
              ['nix.optimise.automatic', true],
              ['nix.optimise.dates', [when]],
            ]);
      },
    },
    {
      patterns: [
        `[automatically] @clean ${OLD} docker [${LEFT}] [automatically] <when+>`,
        `automatically @clean ${OLD} docker [${LEFT}]`,
        `@clean ${OLD} docker [${LEFT}] automatically`,
      ],
      read: (slots, context) => {
        const when = scheduleOf(slots, 'daily');
        return when === 'unknown'
          ? undefined
          : setAll(context, [
              ['virtualisation.docker.autoPrune.enable', true],
              ...(when === undefined ? [] : [['virtualisation.docker.autoPrune.dates', when] as const]),
            ]);
      },
    },
    {
      patterns: [`@disable ${AUTOMATIC} [system] (upgrade|upgrades|update|updates)`],
      read: (_slots, context) => setAll(context, [['system.autoUpgrade.enable', false]]),
    },
  ],
};

function collect(slots: Slots, context: Context, generations: boolean): ClauseReading | undefined {
  const when = scheduleOf(slots, 'daily');
  const age = ageOf(slots);
  // "Older than a week" says an age: another reading has it.
  const unread =
    age === undefined && /\bolder than (?:an? )?(?:day|week|month|year)\b/iu.test(context.sentence);
  if (when === 'unknown' || age === 'unknown' || unread) {
    return undefined;
  }
  return setAll(context, [
    ['nix.gc.automatic', true],
    ...(when === undefined ? [] : [['nix.gc.dates', when] as const]),
    // Without this option only what no generation uses is collected, and no generation is ever deleted.
    ...(generations ? [['nix.gc.options', `--delete-older-than ${age ?? '30d'}`] as const] : []),
  ]);
}

function upgrade(slots: Slots, context: Context, reboots = false): ClauseReading | undefined {
  const when = scheduleOf(slots, '04:40');
  if (when === 'unknown') {
    return undefined;
  }
  return setAll(context, [
    ['system.autoUpgrade.enable', true],
    ...(when === undefined ? [] : [['system.autoUpgrade.dates', when] as const]),
    ...(reboots ? [['system.autoUpgrade.allowReboot', true] as const] : []),
  ]);
}

function scheduleOf(slots: Slots, night: string): string | undefined {
  const when = slots.get('when');
  const tokens = when && [...when, ...(slots.get('at') ?? [])];
  return tokens === undefined ? undefined : (readSchedule(tokens, night) ?? 'unknown');
}

function ageOf(slots: Slots): string | undefined {
  const unit = slotWord(slots, 'unit');
  if (unit === undefined) {
    return undefined;
  }
  const days = { day: 1, days: 1, week: 7, weeks: 7, month: 30, months: 30 }[unit];
  const count = slots.has('age') ? readNumber(slotWord(slots, 'age') ?? '') : 1;
  return days === undefined || count === undefined || count > 9999 ? 'unknown' : `${count * days}d`;
}

function setAll(context: Context, values: readonly (readonly [string, NixValue])[]): ClauseReading {
  const list: Edit[] = [];
  for (const [name, value] of values) {
    const path = firstOption(context, name);
    if (path === undefined) {
      return refuseRequest('unknown', `this host has no option '${name}'`);
    }
    list.push({ op: 'set', path, value });
  }
  return list.length === 0 ? askQuestion('How often?') : edits(...list);
}
