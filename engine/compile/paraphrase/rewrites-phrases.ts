import {
  areModules,
  areNumbers,
  isAbsent,
  isModule,
  isNoQuestion,
  isOnlyPackage,
  isPresent,
  plainThings,
  type Rewrite,
} from './rewrite-when.ts';
import { phrase } from '../values/items.ts';
import { KIND_NOUNS } from '../grammar/lexicon.ts';
import { isShell } from '../names/shells.ts';
import type { Slots } from '../grammar/pattern.ts';

const WE = '(i|we)';
const WANT = '(want|need|would like|use|have|would love)';
const AT = '(on|at|under|via)';
const READY = '(listening|running|available|reachable|served|up|accessible)';
const SHOULD = '(should|must|shall|has to|have to|needs to|need to|ought to)';
const PRIMARY = '[(now|from now on)]';

/** Short ways of saying, and what belongs to one thing in the words of another: a port, one but not the other. */
export const PHRASES: readonly Rewrite[] = [
  // A module and its port
  {
    patterns: [
      `<x+> [${READY}] ${AT} [tcp] port <n>`,
      `(@enable|have|host|serve|use|want|make|get|bring up|deploy) <x+> [${READY}] ${AT} [tcp] port <n>`,
      `${WE} ${WANT} <x+> [${READY}] ${AT} [tcp] port <n>`,
      `<x+> ${SHOULD} (run|be ${READY}|be) ${AT} [tcp] port <n>`,
      `@enable <x+> (and|,) [let it] (listen|make it listen|listening|have it listen) on [tcp] port <n>`,
      '@enable <x+> with port <n>',
      `<x+> (listen|listening) on <n>`,
    ],
    to: ['enable <x>', 'set <x> port to <n>'],
    when: (slots, context) => isModule('x', slots, context) && areNumbers('n', slots),
  },
  {
    patterns: [
      '(put|move|switch|change|shift) <x+> [over] (on|to|onto) [tcp] port <n>',
      '<x+> port <n>',
      '(put|move|switch) <x+> port to <n>',
    ],
    to: ['set <x> port to <n>'],
    when: (slots, context) => isModule('x', slots, context) && areNumbers('n', slots),
  },
  // One, but not the other
  {
    patterns: [
      `[${WE}] (use|run|prefer|want|like) <x+> ${PRIMARY} but not <y+> [(anymore|any more|any longer)]`,
    ],
    to: ['use <x> insteadof <y>'],
    when: (slots, context) => plainThings(slots, context) && isPresent('y', slots, context),
  },
  {
    patterns: [`[${WE}] (use|run|prefer|want) <x+> ${PRIMARY} but not <y+>`],
    to: ['want <x>'],
    when: (slots, context) => plainThings(slots, context) && isAbsent('y', slots, context),
  },
  {
    patterns: ['@install <x+> but not <y+>'],
    to: ['install <x>'],
    when: (slots, context) => plainThings(slots, context) && isAbsent('y', slots, context),
  },
  {
    patterns: ['@enable <x+> but not <y+>'],
    to: ['enable <x>'],
    when: (slots, context) => plainThings(slots, context) && isAbsent('y', slots, context),
  },
  // Order of words, and words for the same
  { patterns: ['(install|add|fetch) (me|us) <x+>'], to: ['install <x>'], when: plainThings },
  { patterns: ['open (me|us) <x+>'], to: ['open <x>'], when: plainThings },
  {
    patterns: ['(enable|activate|turn on|switch on|start|set up) (me|us) <x+>'],
    to: ['enable <x>'],
    when: plainThings,
  },
  {
    patterns: ['<x+> [,] (up and running|on|up)'],
    to: ['enable <x>'],
    when: (slots, context) => areModules('x', slots, context) && isNoQuestion(context),
  },
  {
    patterns: ['<x+> off'],
    to: ['disable <x>'],
    when: (slots, context) => areModules('x', slots, context) && isNoQuestion(context),
  },
  {
    patterns: ['(make|put|get|switch|flip) <x+> on'],
    to: ['enable <x>'],
    when: (slots, context) => areModules('x', slots, context),
  },
  {
    patterns: ['(make|put|get|switch|flip) <x+> off'],
    to: ['disable <x>'],
    when: (slots, context) => areModules('x', slots, context),
  },
  {
    patterns: ['(want|have) [(automatic|unattended|auto|nightly|weekly|daily)] (updates|upgrades) <when+>'],
    to: ['enable automatic upgrades <when>'],
  },
  {
    patterns: ['(want|have) (automatic|unattended|auto) (updates|upgrades)'],
    to: ['enable automatic upgrades'],
  },
  { patterns: ['want <x> [linux] kernel'], to: ['use <x> kernel'] },
  {
    patterns: ['use <x+> as [default] <kind+>'],
    to: ['enable <x>'],
    when: (slots, context) =>
      isModule('x', slots, context) &&
      KIND_NOUNS.includes(phrase(slots.get('kind') ?? [])) &&
      !/(?:editor|browser|shell)$/u.test(phrase(slots.get('kind') ?? [])),
  },
  // What a port is for
  {
    patterns: ['@open <p+> for <x+>'],
    to: ['open <p>'],
    when: (slots, context) => isModule('x', slots, context) && hasNumber(slots),
  },
  {
    patterns: ['@open <p+> for (it|that|them|this)'],
    to: ['open <p>'],
    when: (slots, context) => context.last.length > 0 && hasNumber(slots),
  },
  {
    patterns: [`${WE} (want|need|would like|require) [new] (user|account|user account) <rest+>`],
    to: ['create user <rest>'],
  },
  {
    patterns: ['(switch|change|move) <kind+> from <y+> to <x+>'],
    to: ['use <x> insteadof <y>'],
    when: (slots, context) =>
      KIND_NOUNS.includes(phrase(slots.get('kind') ?? [])) && plainThings(slots, context),
  },
  {
    // A program and nothing that runs: using it takes no more than having it.
    patterns: ['use <x+>'],
    to: ['want <x>'],
    when: (slots, context) => isOnlyPackage('x', slots, context) && !isShell(phrase(slots.get('x') ?? [])),
  },
  {
    patterns: ['@close <p+> for <x+>'],
    to: ['close <p>'],
    when: (slots, context) => isModule('x', slots, context) && hasNumber(slots),
  },
  {
    patterns: [`[new] user [(called|named)] <u> ${SHOULD} be (created|added|made)`],
    to: ['create user <u>'],
  },
  {
    patterns: ['user <who> <rest+>'],
    to: ['<who> <rest>'],
    when: (slots, context) => context.users.has(phrase(slots.get('who') ?? [])),
  },
];

function hasNumber(slots: Slots): boolean {
  return (slots.get('p') ?? []).some(({ word }) => /^\d/u.test(word));
}
