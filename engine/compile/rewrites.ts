import type { Context } from './context.ts';
import { phrase, splitItems } from './items.ts';
import { KIND_NOUNS, STRUCTURE } from './lexicon.ts';
import { findModule } from './module-names.ts';
import type { Slots } from './pattern.ts';
import { isShell } from './shells.ts';
import { wordList } from './word-list.ts';

/** One thing said in several ways, and how the rules say it. `when` looks at what the slots hold. */
export interface Rewrite {
  readonly patterns: readonly string[];
  readonly to: readonly string[];
  readonly when?: (slots: Slots, context: Context) => boolean;
}

const WE = '(i|we)';
const WISH = '(want|need|require|would like|would love|like|could use|have to have|would want)';
const HAVE = '(to have|to get|to use|to try|to install|to see|have|to be able to use)';
const RUNNING = '(running|up and running|up|enabled|switched on|turned on|going|active)';
const ANYMORE = '(anymore|any more|any longer|now)';
const SHOULD = '(should|must|shall|has to|have to|needs to|need to)';
const OUT = '(throw out|drop|ditch|toss|kick out|dump|lose)';

/**
 * Ways of saying. Each must mean exactly what it becomes, whatever the slots hold; the first that fits is taken.
 * `want` and `unwant` leave open whether a thing is a package or a service: what the host has decides.
 */
export const REWRITES: readonly Rewrite[] = [
  // Wishes
  {
    patterns: [
      `${WE} ${WISH} [to have] <x+> ${RUNNING}`,
      '(get|bring|have) <x+> (up and running|running|going|up)',
      `${WE} ${WISH} <x+> to (run|be running|be on|be enabled|be active|be switched on|be turned on)`,
      `<x+> ${SHOULD} run [(at|on) (boot|startup)]`,
      `(let|make) <x+> (run|start) [automatically] [(at|on) (boot|startup)]`,
    ],
    to: ['enable <x>'],
    when: plainThings,
  },
  {
    patterns: [
      `${WE} ${WISH} [to have] <x+> installed`,
      'have <x+> installed',
      '(get|give|fetch|grab) me <x+>',
      'set me up with <x+>',
    ],
    to: ['install <x>'],
    when: (slots, context) => plainThings(slots, context) && !LOOKED_UP.test(phrase(slots.get('x') ?? [])),
  },
  {
    patterns: [`${WE} ${WISH} [${HAVE}] <x+>`, 'have <x+>'],
    to: ['want <x>'],
    when: plainThings,
  },
  {
    patterns: ['use <x+>'],
    to: ['want <x>'],
    when: (slots, context) => plainThings(slots, context) && isModule('x', slots, context),
  },
  {
    patterns: [
      `${WE} (do not|no longer) (need|want|use|require) <x+> [${ANYMORE}]`,
      `<x+> (is not|is no longer|are not|are no longer) (needed|required|used|wanted|necessary) [${ANYMORE}]`,
      'no more <x+>',
      `${OUT} <x+>`,
      'take <x+> off [(this|that)] [(machine|computer|system|server|box|host)]',
    ],
    to: ['unwant <x>'],
    when: plainThings,
  },
  { patterns: ['(can|could|may) (i|we) (get|have) <x+>'], to: ['want <x>'], when: plainThings },
  {
    patterns: ['no <x+>'],
    to: ['unwant <x>'],
    when: (slots, context) => plainThings(slots, context) && isModule('x', slots, context),
  },
  {
    patterns: ['(monitor|watch) [(disk|disks|drives|disk health|smart)] (with|using) <x+>'],
    to: ['enable <x>'],
    when: (slots, context) => isModule('x', slots, context),
  },
  {
    patterns: [
      '(ban|block) (ips|ip addresses|hosts|attackers|addresses) after [(too many|repeated|several|many)] failed (logins|login attempts|attempts)',
    ],
    to: ['enable fail2ban'],
  },
  // One thing in the place of another
  {
    patterns: [
      '(replace|swap|exchange|swap out) <y+> (with|by|for|against) <x+>',
      '(switch|change|move|migrate|go) from <y+> to <x+>',
      '(use|run|enable|set up) <x+> in place of <y+>',
      '(use|run|enable|prefer|have) <x+> instead of <y+>',
      '(use|run|enable|prefer) <x+> rather than <y+>',
      'instead of <y+> (use|run|enable) <x+>',
    ],
    to: ['use <x> insteadof <y>'],
    when: (slots, context) => plainThings(slots, context),
  },
  {
    patterns: [
      'use <x+> as <kind+> insteadof <y+>',
      'use <x+> as <kind+> instead of <y+>',
      'use <x+> for <kind+> instead of <y+>',
    ],
    to: ['use <x> insteadof <y>'],
    when: (slots) => KIND_NOUNS.includes(phrase(slots.get('kind') ?? [])),
  },
  {
    patterns: ['install <x+> (instead of|in place of|rather than) <y+>', 'instead of <y+> install <x+>'],
    to: ['install <x> insteadof <y>'],
    when: plainThings,
  },
  {
    patterns: ['(enable|use|run|turn on|switch on|start) <x+> instead'],
    to: ['enable <x>'],
    when: (_slots, context) => context.last.length > 0,
  },
  {
    patterns: ['install <x+> instead'],
    to: ['install <x>'],
    when: (_slots, context) => context.last.length > 0,
  },
  // With something, for something
  {
    patterns: [
      '(enable|use) <y+> (with|using|via|through|by) <x+>',
      'manage <y+> (with|using|via|through) <x+>',
      'enable <x+> for <y+>',
      'use <x+> for <y+>',
    ],
    to: ['enable <x>'],
    when: (slots, context) => plainThings(slots, context) && PURPOSES.has(phrase(slots.get('y') ?? [])),
  },
  {
    patterns: ['enable <x+> (with|together with|along with) <y+>'],
    to: ['enable <x>', 'enable <y>'],
    when: (slots, context) => isModule('x', slots, context) && isModule('y', slots, context),
  },
  {
    patterns: ['trim [(ssd|ssds|disks|drives)] [(regularly|periodically|automatically|weekly)]'],
    to: ['enable fstrim'],
  },
  {
    patterns: [
      'let zram use <n> (percent|%) of (memory|ram)',
      '@set zram to <n> (percent|%) [of (memory|ram)]',
      'use <n> (percent|%) of (memory|ram) for zram',
    ],
    to: ['set zram percent to <n>'],
  },
  // The lid and the keyboard
  {
    patterns: [
      'do not suspend (when|if|after) [closing] lid [(is closed|closes|is shut)]',
      'do not suspend on lid close',
      '(do nothing|ignore it) (when|if) [i] (close|closing|shut) lid',
      '(do nothing|ignore it) (when|if) lid (is closed|closes)',
      'ignore (lid|lid switch|closing lid)',
      'closing lid (should|must) do nothing',
      'keep running (when|if) (lid is closed|i close lid)',
    ],
    to: ['set lid action to ignore'],
  },
  {
    patterns: [
      '<v> (when|if|on|after) [i] (close|closing|shut|shutting) lid',
      '<v> (when|if) lid (is closed|closes|is shut)',
      'closing lid (should|must) <v>',
    ],
    to: ['set lid action to <v>'],
    when: (slots) =>
      /^(?:suspend|hibernate|lock|poweroff|ignore|hybrid-sleep)$/u.test(phrase(slots.get('v') ?? [])),
  },
  {
    patterns: [
      '(make|map|turn|remap) (capslock|caps lock|caps) [(to|into|as|be)] (esc|escape) [key]',
      'use (capslock|caps lock|caps) as (esc|escape) [key]',
    ],
    to: ['set xkb options to caps:escape'],
  },
  {
    patterns: [
      '(make|map|turn|remap) (capslock|caps lock|caps) [(to|into|as|be)] [(additional|another|extra)] (ctrl|control) [key]',
      'use (capslock|caps lock|caps) as [(additional|another|extra)] (ctrl|control) [key]',
    ],
    to: ['set xkb options to ctrl:nocaps'],
  },
  // Switches
  { patterns: ['<x+> on', '<x+> enable'], to: ['enable <x>'], when: bareThings },
  { patterns: ['<x+> off', '<x+> disable'], to: ['disable <x>'], when: bareThings },
  // People
  {
    patterns: [
      `<who+> ${SHOULD} be (able|allowed|permitted) to <do+>`,
      '<who+> (is|are) allowed to <do+>',
      '<who+> (may|can) <do+>',
    ],
    to: ['let <who> <do>'],
    when: areUsers,
  },
  {
    patterns: [
      `<who+> ${SHOULD} not be [(admin|administrator|superuser|sudoer)] [${ANYMORE}]`,
      `<who+> ${SHOULD} no longer be (admin|administrator|admins|superuser|sudoer)`,
      `<who+> ${SHOULD} no longer (have|use) (sudo|admin rights|root rights)`,
      `<who+> (is|are) no longer (admin|administrator|admins)`,
    ],
    to: ['revoke admin rights from <who>'],
    when: areUsers,
  },
  {
    patterns: [`<who+> ${SHOULD} be (admin|administrator|admins|administrators|superuser|sudoer)`],
    to: ['make <who> admin'],
    when: areUsers,
  },
  {
    patterns: [
      `<who+> (needs|need|wants|want|gets|${SHOULD} have|${SHOULD} get) (sudo|root|admin|administrator) [(rights|access|privileges|permissions)]`,
      'promote <who+> to (admin|administrator|superuser|sudoer|root)',
      'turn <who+> into (admin|administrator)',
    ],
    to: ['give <who> sudo rights'],
    when: areUsers,
  },
  {
    patterns: [
      `<who+> (needs|need|wants|want|gets|get|${SHOULD} have|${SHOULD} get|${SHOULD} use) <shell> as (his|her|their|login|default) [(login|default)] [shell]`,
      `<who+> (${SHOULD} use|uses|use|wants to use) <shell> [shell]`,
      'let <who+> use <shell> as [(his|her|their)] [(login|default)] shell',
      'give <who+> <shell> [as] [(his|her|their)] [(login|default)] shell',
    ],
    to: ['use <shell> as shell for <who>'],
    when: (slots, context) => areUsers(slots, context) && isShell(phrase(slots.get('shell') ?? [])),
  },
  {
    patterns: [`<who+> (needs|need|wants|want|gets|${SHOULD} have|${SHOULD} get) <x+>`],
    to: ['install <x> for <who>'],
    when: (slots, context) => areUsers(slots, context) && plainThings(slots, context),
  },
  {
    patterns: ['@create <u+> with <shell> as [(login|default|his|her|their)] [login] shell'],
    to: ['create <u>', 'use <shell> as shell for them'],
    when: (slots) => isShell(phrase(slots.get('shell') ?? [])),
  },
  {
    patterns: ['(add|put) <who+> (to|in|into) <g> group and <more+>'],
    to: ['add <who> and <more> to <g> group'],
    when: (slots, context) =>
      areUsers(slots, context) && areUsers(new Map([['who', slots.get('more') ?? []]]), context),
  },
  // Settings
  {
    patterns: [`<x+> ${SHOULD} (be|become) [set to] <v+>`, '<x+> is to be <v+>'],
    to: ['set <x> to <v>'],
    when: isSettable,
  },
];

/** What a thing is for, where saying so asks for nothing more than the thing. */
const PURPOSES: ReadonlySet<string> = new Set(
  wordList(`
  power saving, power management, network, networking, zeroconf, service discovery, time sync, swap, compressed swap,
  firmware updates, disk monitoring, disk health monitoring, battery saving, file sync, file sharing, containers,
  monitoring
`),
);

/** What is shown, not given: "give me the history". */
const LOOKED_UP =
  /\b(?:status|history|list|memory|disk|log|overview|info|information|report|changes|generations|options|packages|users|ports|services|uptime|help|advice|access|rights)\b/u;

function isModule(slot: string, slots: Slots, context: Context): boolean {
  return findModule(phrase(slots.get(slot) ?? []), context.modules, context.index).kind === 'one';
}

/** Names of things, without words that belong to the sentence around them; a thing's own name may hold such words. */
function plainThings(slots: Slots, context: Context): boolean {
  return ['x', 'y'].every((name) => {
    const tokens = slots.get(name) ?? [];
    const plain = tokens.every((token) => token.kind !== 'word' || !STRUCTURE.has(token.word));
    return plain || isModule(name, slots, context);
  });
}

/** Something that is named first, and only then what to do with it: it must not begin as a request does. */
function bareThings(slots: Slots, context: Context): boolean {
  return plainThings(slots, context) && isModule('x', slots, context);
}

function isSettable(slots: Slots, context: Context): boolean {
  const words = phrase(slots.get('x') ?? []);
  const state = phrase(slots.get('v') ?? []);
  return (
    plainThings(slots, context) &&
    !/^(?:on|off|running|enabled|disabled|started|stopped|installed|active|in|not|able|allowed|called|named|no)\b/u.test(
      state,
    ) &&
    words !== ''
  );
}

function areUsers(slots: Slots, context: Context): boolean {
  const names = splitItems(slots.get('who') ?? [])?.map(phrase);
  return (
    names?.every((name) => context.users.has(name) || (PEOPLE.has(name) && context.lastUsers.length > 0)) ===
    true
  );
}

const PEOPLE: ReadonlySet<string> = new Set(['he', 'she', 'they', 'him', 'her', 'them']);
