import type { ClauseReading, Context, Words } from '../context.ts';
import type { Clause } from '../grammar/clauses.ts';
import { KIND_NOUNS } from '../grammar/lexicon.ts';
import { withoutKinds } from './kinds-of-things.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled, SYSTEM_PACKAGES } from '../names/package-names.ts';
import { askQuestion } from '../understanding.ts';
import { phrase } from '../values/items.ts';

interface Replacement {
  readonly old: Words;
  readonly next: Words;
  /** Only its program is meant. */
  readonly installs: boolean;
}

/**
 * One thing in the place of another: `switch from gdm to sddm`, `xfce rather than gnome`. What runs is switched off and the
 * other on; what is installed makes room for the other; nothing is replaced that is not there.
 */
export function readSwap(
  clause: Clause,
  context: Context,
  read: (clause: Clause) => ClauseReading | undefined,
): ClauseReading | undefined {
  for (const { old, next, installs } of replacementsIn(clause)) {
    const found =
      (installs ? undefined : modulesInstead(old, next, context)) ??
      packagesInstead(old, next, context) ??
      askAbsent(old, next, context);
    if (found !== undefined) return found;
  }
  return exceptAbsent(clause, context, read);
}

/** "X, but not Y": of what is not there it is only said that it stays so. */
function exceptAbsent(
  clause: Clause,
  context: Context,
  read: (clause: Clause) => ClauseReading | undefined,
): ClauseReading | undefined {
  const at = notAt(clause);
  if (at < 1) return undefined;
  const y = bare(clause.slice(at + 1));
  const module = findModule(phrase(y), context.modules, context.index);
  const match = findPackage(y, context);
  const runs = module.kind === 'one' && context.facts.value(module.path.join('.')) === true;
  const isThere = runs || (match.kind === 'package' && isInstalled(match.value, context));
  if (isThere || (module.kind !== 'one' && match.kind !== 'package')) return undefined;
  const [before] = clause.slice(at - 1, at);
  return read(clause.slice(0, before?.kind === 'separator' ? at - 1 : at));
}

function notAt(clause: Clause): number {
  return clause.findIndex(
    ({ word }, at) =>
      word === 'not' && at > 1 && at < clause.length - 1 && clause[at - 1]?.kind === 'separator',
  );
}

const VERBS = 'use run enable prefer want have install set up like take make switch to';

function replacementsIn(clause: Clause): readonly Replacement[] {
  const words = clause.map(({ word }) => word);
  const installs = /^(?:install|add|put|get)$/u.test(words[0] ?? '');
  const between = (from: number, to: number): Words => bare(clause.slice(from, to));
  const found: Replacement[] = [];
  const push = (old: Words, next: Words): void => {
    if (old.length > 0 && next.length > 0 && old.length <= 4 && next.length <= 6)
      found.push({ old, next, installs });
  };
  const at = (pattern: readonly RegExp[], from = 0): number =>
    words.findIndex(
      (_, place) => place >= from && pattern.every((one, offset) => one.test(words[place + offset] ?? '')),
    );
  const instead = [
    { place: at([/^instead$/u, /^of$/u]), length: 2 },
    { place: at([/^in$/u, /^place$/u, /^of$/u]), length: 3 },
    { place: at([/^rather$/u, /^than$/u]), length: 2 },
    ...(words.some((word) => /^(?:prefer|rather)$/u.test(word))
      ? [{ place: at([/^(?:over|to|than)$/u]), length: 1 }]
      : []),
  ];
  for (const { place, length } of instead) {
    if (place < 0) continue;
    if (place > 0) push(between(place + length, clause.length), between(0, place));
    // "Instead of vim install emacs".
    const verb = words.findIndex((word, index) => index > length && VERBS.split(' ').includes(word));
    if (place === 0 && verb > 0) push(between(length, verb), between(verb, clause.length));
  }
  const except = notAt(clause);
  if (
    except > 0 &&
    /^(?:use|run|prefer|want|like)$/u.test(words.find((word) => !/^(?:i|we|now)$/u.test(word)) ?? '')
  )
    push(between(except + 1, clause.length), between(0, except - 1));
  const swaps = /^(?:replace|swap|exchange|switch|change|move|migrate|go)$/u.test(words[0] ?? '');
  const [from, joint] = [at([/^from$/u]), at([/^(?:with|by|for|against)$/u])];
  const to = at([/^to$/u], Math.max(from, 0));
  if (swaps && from > 0 && to > from && isKind(clause.slice(1, from)))
    push(between(from + 1, to), between(to + 1, clause.length));
  else if (/^(?:replace|swap|exchange)$/u.test(words[0] ?? '') && joint > 1)
    push(between(words[1] === 'out' ? 2 : 1, joint), between(joint + 1, clause.length));
  return found;
}

/** "Switch the desktop from …": what stands between says only what kind of thing it is. */
function isKind(words: Clause): boolean {
  const kind = words.map(({ word }) => word).join(' ');
  return words.length === 0 || kind === 'over' || KIND_NOUNS.includes(kind);
}

/** Without the verb in front, and what says only what kind of thing it is. */
function bare(words: Clause): Words {
  const from = words.findIndex(
    ({ kind, word }) =>
      kind !== 'separator' &&
      !/^(?:i|we|would|rather|have|use|run|enable|prefer|want|install|set|up|like|take|make|add|put|get|switch|to)$/u.test(
        word,
      ),
  );
  const rest =
    from < 0
      ? []
      : words
          .slice(from)
          .filter(({ kind, word }) => kind !== 'separator' && !/^(?:now|anymore)$/u.test(word));
  return withoutKinds(rest);
}

function modulesInstead(y: Words, x: Words, context: Context): ClauseReading | undefined {
  const old = findModule(phrase(y), context.modules, context.index);
  const next = findModule(phrase(x), context.modules, context.index);
  if (old.kind !== 'one' || next.kind !== 'one' || context.facts.value(old.path.join('.')) !== true)
    return undefined;
  return {
    kind: 'edits',
    edits: [
      { op: 'set', path: old.path, value: false },
      { op: 'set', path: next.path, value: true },
    ],
    things: [x],
  };
}

function packagesInstead(y: Words, x: Words, context: Context): ClauseReading | undefined {
  const old = findPackage(y, context);
  if (old.kind !== 'package' || !isInstalled(old.value, context)) return undefined;
  const next = findPackage(x, context);
  if (next.kind !== 'package') return next;
  return {
    kind: 'edits',
    edits: [
      { op: 'remove', path: SYSTEM_PACKAGES, items: [old.value] },
      { op: 'add', path: SYSTEM_PACKAGES, items: [next.value] },
    ],
    things: [x],
  };
}

/** Nothing is replaced that is not there; what is to come may still be wanted. */
function askAbsent(y: Words, x: Words, context: Context): ClauseReading | undefined {
  const module = findModule(phrase(x), context.modules, context.index);
  const match = findPackage(x, context);
  const known = findModule(phrase(y), context.modules, context.index).kind === 'one';
  if (!known && findPackage(y, context).kind !== 'package') return undefined;
  const choices = [
    ...(module.kind === 'one' ? [`enable ${module.path.join('.')}`] : []),
    ...(match.kind === 'package' ? [`install pkgs.${match.value.path.join('.')}`] : []),
  ];
  const absent = `'${phrase(y)}' is neither running here nor installed for all users. What should be done?`;
  return choices.length === 0 ? undefined : askQuestion(absent, choices);
}
