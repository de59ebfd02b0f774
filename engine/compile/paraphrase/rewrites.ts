import { phrase } from '../values/items.ts';
import { KIND_NOUNS } from '../grammar/lexicon.ts';
import {
  areUsers,
  bareThings,
  isModule,
  isOnlyPackage,
  isSettable,
  LOOKED_UP,
  plainThings,
  PURPOSES,
  type Rewrite,
} from './rewrite-when.ts';
import { PHRASES } from './rewrites-phrases.ts';
import { ENSURED, STATEMENTS } from './rewrites-statements.ts';
import { isShell } from '../names/shells.ts';

const WE = '(i|we)';
const WISH = '(want|need|require|would like|would love|like|could use|have to have|would want)';
const HAVE = '(to have|to get|to use|to try|to install|to see|have|to be able to use)';
const RUNNING = '(running|up and running|up|enabled|switched on|turned on|going|active)';
const ANYMORE = '(anymore|any more|any longer|now)';
const SHOULD = '(should|must|shall|has to|have to|needs to|need to|ought to)';
const OUT = '(throw out|drop|ditch|toss|kick out|dump|lose)';

/**
 * Ways of saying. Each must mean exactly what it becomes, whatever the slots hold; the first that fits is taken.
 * `want` and `unwant` leave open whether a thing is a package or a service: what the host has decides.
 */
export const REWRITES: readonly Rewrite[] = [
  ...PHRASES,
  ...STATEMENTS,
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
      `${WE} (do not|no longer) (need|want|use|require) <x+> [${ANYMORE}] [(in|at) (office|work|home|house)]`,
      `<x+> (is not|is no longer|are not|are no longer) (needed|required|used|wanted|necessary) [${ANYMORE}]`,
      'no more <x+>',
      `${OUT} <x+>`,
      'take <x+> off [(this|that)] [(machine|computer|system|server|box|host)]',
    ],
    to: ['unwant <x>'],
    when: plainThings,
  },
  {
    patterns: ['(can|could|may|might) (i|we) [please] (get|have) <x+>'],
    to: ['want <x>'],
    when: (slots, context) =>
      plainThings(slots, context) || phrase(slots.get('x') ?? []).startsWith('automatic '),
  },
  {
    patterns: ['no <x+>'],
    to: ['unwant <x>'],
    // Behind something else, "no" may take that back: "enable nginx, no docker".
    when: (slots, context) =>
      context.last.every((words) => phrase(words) === phrase(slots.get('x') ?? [])) &&
      plainThings(slots, context) &&
      isModule('x', slots, context),
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
      '(swap out|replace|swap|exchange) <y+> (with|by|for|against) <x+>',
      '(switch|change|move|migrate|go) from <y+> to <x+>',
      '(use|run|enable|set up) <x+> in place of <y+>',
      '(use|run|enable|prefer|have) <x+> instead of <y+>',
      '(use|run|enable|prefer) <x+> rather than <y+>',
      'instead of <y+> (use|run|enable) <x+>',
      `${WE} (prefer|would rather have|would rather use) <x+> (over|to|than|instead of) <y+>`,
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
    patterns: ['@enable zram [swap] (with|at|of) <n> (percent|%) [of (memory|ram)]'],
    to: ['enable zram', 'set zram percent to <n>'],
  },
  {
    patterns: [
      '(@enable|use) <y+> (with|using|via|through|by) <x+>',
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
      `<who+> (needs|need|wants|want|gets|${SHOULD} have|${SHOULD} get) access to <do+>`,
      `<who+> (needs|need|wants|want|gets|${SHOULD} have|${SHOULD} get) <do+> access`,
      `<who+> (needs|need|wants|want) to (use|access|run|control|manage) <do+>`,
      'give <who+> <do+> access',
    ],
    to: ['let <who> use <do>'],
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
    // Whoever needs what runs as a service may need leave to use it, not its program.
    when: (slots, context) =>
      areUsers(slots, context) && plainThings(slots, context) && !isModule('x', slots, context),
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
  {
    patterns: ['<x+> (instead of|rather than|in place of) <y+>'],
    to: ['use <x> insteadof <y>'],
    when: (slots, context) =>
      plainThings(slots, context) && (isModule('x', slots, context) || isOnlyPackage('x', slots, context)),
  },
  ...ENSURED,
];
