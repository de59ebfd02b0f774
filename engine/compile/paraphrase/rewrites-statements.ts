import {
  areNumbers,
  isNoQuestion,
  isModule,
  isPresent,
  isSettable,
  lastWasPackage,
  plainThings,
  type Rewrite,
} from './rewrite-when.ts';
import { phrase } from '../values/items.ts';

const WE = '(i|we)';
const SHOULD =
  '(should|must|shall|has to|have to|needs to|need to|ought to|is to|are to|is supposed to|are supposed to)';
const ENSURE = '(ensure|make sure|make certain|see to it|take care) [that]';
const BE = '(be|get|become|stay|remain)';
const IS = '(is|are|gets|get|stays|stay|remains)';
const ON =
  '(enabled|activated|started|launched|switched on|turned on|on|running|active|up|up and running|available|set up)';
const OFF = '(disabled|deactivated|stopped|switched off|turned off|off|shut off|inactive)';
const OPENED = '(open|opened|reachable|accessible|unblocked|allowed)';
const CLOSED = '(closed|blocked|shut|unreachable)';
const REMOVED = '(uninstalled|removed|deinstalled|deleted)';
const OUTSIDE =
  '[(from|to|for|in) (outside|internet|outside world|world|firewall|everywhere|everyone|lan|network)]';
const BOOT = '(at|on|during) [(system|every)] (boot|startup|start)';
const HOST = '(server|machine|computer|host|firewall|system|box|laptop|pc)';
const ANYMORE = '(anymore|any more|any longer|now)';

/** A wish told as a fact: what should be so, or be made sure to be so. Each becomes an order. */
export const STATEMENTS: readonly Rewrite[] = [
  {
    patterns: [`${WE} (want|would like|wish|need|require|would love) that <s+>`],
    to: ['ensure <s>'],
  },
  {
    patterns: [
      `[${ENSURE}] (port|ports) <p+> ${SHOULD} be ${OPENED} ${OUTSIDE}`,
      `${ENSURE} (port|ports) <p+> (is|are) ${OPENED} ${OUTSIDE}`,
      `<p+> ${SHOULD} be ${OPENED} ${OUTSIDE}`,
      `(can|could|should|may|would) firewall (let in|let through|allow|accept|open|pass) [(port|ports)] <p+>`,
      '(let|allow) (port|ports) <p+> (in|through)',
      '(let in|let through|accept) [(port|ports)] <p+>',
    ],
    to: ['open port <p>'],
    when: (slots) => areNumbers('p', slots),
  },
  {
    patterns: [`[(port|ports)] <p+> ${OPENED} ${OUTSIDE}`],
    to: ['open port <p>'],
    when: (slots, context) => areNumbers('p', slots) && isNoQuestion(context),
  },
  {
    patterns: [`[(port|ports)] <p+> ${CLOSED} ${OUTSIDE}`],
    to: ['close port <p>'],
    when: (slots, context) => areNumbers('p', slots) && isNoQuestion(context),
  },
  {
    patterns: [
      `[${ENSURE}] (port|ports) <p+> ${SHOULD} be ${CLOSED} ${OUTSIDE}`,
      `[${ENSURE}] (port|ports) <p+> ${SHOULD} (not|no longer) be ${OPENED} ${OUTSIDE} [${ANYMORE}]`,
      `${ENSURE} (port|ports) <p+> (is|are) ${CLOSED} ${OUTSIDE}`,
      `<p+> ${SHOULD} be ${CLOSED} ${OUTSIDE}`,
      `<p+> ${SHOULD} (not|no longer) be ${OPENED} ${OUTSIDE} [${ANYMORE}]`,
      `(can|could|should|may|would) firewall (block|close|drop|refuse) [(port|ports)] <p+>`,
    ],
    to: ['close port <p>'],
    when: (slots) => areNumbers('p', slots),
  },
  {
    patterns: [
      `[${ENSURE}] <x+> ${SHOULD} ${BE} ${ON} [${BOOT}]`,
      `${ENSURE} <x+> ${IS} ${ON} [${BOOT}]`,
      `${ENSURE} <x+> (run|runs|start|starts) [automatically] [${BOOT}]`,
      `<x+> ${SHOULD} (start|run|launch|come up) [(automatically|by itself)] [${BOOT}]`,
    ],
    to: ['enable <x>'],
    when: plainThings,
  },
  {
    patterns: [
      `[${ENSURE}] <x+> ${SHOULD} ${BE} ${OFF}`,
      `[${ENSURE}] <x+> ${SHOULD} no longer ${BE} ${ON}`,
      `[${ENSURE}] <x+> ${SHOULD} not ${BE} ${ON} ${ANYMORE}`,
      `${ENSURE} <x+> ${IS} ${OFF}`,
      `${ENSURE} <x+> ${IS} no longer ${ON}`,
      `<x+> ${SHOULD} no longer run`,
      `<x+> ${SHOULD} not run ${ANYMORE}`,
    ],
    to: ['disable <x>'],
    when: plainThings,
  },
  {
    // What is off already may be spoken of for another reason.
    patterns: [
      `[${ENSURE}] <x+> ${SHOULD} (not|never) ${BE} ${ON}`,
      `${ENSURE} <x+> ${IS} not ${ON} [${ANYMORE}]`,
      `<x+> ${SHOULD} (not|never) run`,
      `${ENSURE} <x+> does not run [${ANYMORE}]`,
    ],
    to: ['disable <x>'],
    when: (slots, context) => isModule('x', slots, context) && isPresent('x', slots, context),
  },
  {
    // What is on starts at boot, but where the module has a switch for just that.
    patterns: [
      `do not (start|launch|run) <x+> [automatically] ${BOOT}`,
      `<x+> ${SHOULD} not (start|run|launch|be started) [automatically] ${BOOT}`,
    ],
    to: ['disable <x> enableonboot'],
    when: (slots, context) => isModule('x', slots, context),
  },
  {
    patterns: [
      `[${ENSURE}] <x+> ${SHOULD} be installed for <who+>`,
      `${ENSURE} <x+> is installed for <who+>`,
    ],
    to: ['install <x> for <who>'],
    when: plainThings,
  },
  {
    patterns: [`[${ENSURE}] <x+> ${SHOULD} be installed`, `${ENSURE} <x+> (is|are|gets|get) installed`],
    to: ['install <x>'],
    when: plainThings,
  },
  {
    patterns: [
      `[${ENSURE}] <x+> ${SHOULD} (be|get) ${REMOVED}`,
      `[${ENSURE}] <x+> ${SHOULD} not be installed`,
    ],
    to: ['remove <x>'],
    when: plainThings,
  },
  {
    patterns: [`<x+> (must|should|has to|have to|needs to|can|may) (go|go away|leave|disappear|be gone)`],
    to: ['unwant <x>'],
    when: (slots, context) => plainThings(slots, context) && phrase(slots.get('x') ?? []) !== 'root',
  },
  {
    patterns: [`default [login] shell [(for|of) (everyone|everybody|all users|all)] ${SHOULD} be <x+>`],
    to: ['set default shell to <x>'],
  },
  {
    patterns: [`${HOST} is [now] (called|named) <x>`],
    to: ['rename computer to <x>'],
    when: (_slots, context) => /\bnow\b/iu.test(context.sentence),
  },
  {
    patterns: [`${HOST} ${SHOULD} (not|no longer|never) <do+>`, `${HOST} may not <do+>`],
    to: ['do not <do>'],
    when: (slots) => !/^(?:be|have)\b/u.test(phrase(slots.get('do') ?? [])),
  },
  {
    patterns: [`${HOST} ${SHOULD} <do+>`, `(let|make|have) ${HOST} <do+>`],
    to: ['<do>'],
    when: (slots) => !/^(?:be|not|no|never|only|have)\b/u.test(phrase(slots.get('do') ?? [])),
  },
  {
    patterns: [`${WE} (want|need|would like|would love|require) ${HOST} to <do+>`],
    to: ['computer should <do>'],
    when: (slots) => !/\bnot\b/u.test(phrase(slots.get('do') ?? [])),
  },
  {
    patterns: [`<x+> (file system|filesystem|file systems|filesystems) ${SHOULD} be supported`],
    to: ['support <x> filesystems'],
  },
  {
    patterns: [`(capslock|caps lock|caps) ${SHOULD} (be|act as|work as|become|behave like) <v+>`],
    to: ['make capslock <v>'],
  },
  {
    patterns: [`(i|we) (want|need|would like|would love|require) <x+> to be <v+>`],
    to: ['set <x> to <v>'],
    when: isSettable,
  },
  {
    patterns: [
      '(put|add|use|take|get|have|want|bring) <x+> [in] (instead|in its place)',
      '(put|bring) in <x+> instead',
    ],
    to: ['install <x>'],
    when: (slots, context) => plainThings(slots, context) && lastWasPackage(context),
  },
  {
    patterns: ['(put|add|take|get|have|want|bring) <x+> [in] (instead|in its place)'],
    to: ['enable <x>'],
    when: (slots, context) => isModule('x', slots, context) && context.last.length > 0,
  },
];

/** "Make sure that …" of what another rule reads by itself; tried when nothing above fits. */
export const ENSURED: readonly Rewrite[] = [{ patterns: [`${ENSURE} <s+>`], to: ['<s>'] }];
