import type { Context } from './context.ts';
import { phrase, splitItems } from './items.ts';
import { STRUCTURE } from './lexicon.ts';
import { findModule } from './module-names.ts';
import type { Slots } from './pattern.ts';
import { wordList } from './word-list.ts';

/** One thing said in several ways, and how the rules say it. `when` looks at what the slots hold. */
export interface Rewrite {
  readonly patterns: readonly string[];
  readonly to: readonly string[];
  readonly when?: (slots: Slots, context: Context) => boolean;
}

/** What a thing is for, where saying so asks for nothing more than the thing. */
export const PURPOSES: ReadonlySet<string> = new Set(
  wordList(`
  power saving, power management, network, networking, zeroconf, service discovery, time sync, swap, compressed swap,
  firmware updates, disk monitoring, disk health monitoring, battery saving, file sync, file sharing, containers,
  monitoring
`),
);

/** What is shown, not given: "give me the history". */
export const LOOKED_UP =
  /\b(?:status|history|list|memory|disk|log|overview|info|information|report|changes|generations|options|packages|users|ports|services|uptime|help|advice|access|rights)\b/u;

export function isModule(slot: string, slots: Slots, context: Context): boolean {
  return findModule(phrase(slots.get(slot) ?? []), context.modules, context.index).kind === 'one';
}

/** Names of things, without words that belong to the sentence around them; a thing's own name may hold such words. */
export function plainThings(slots: Slots, context: Context): boolean {
  return ['x', 'y'].every((name) => {
    const tokens = slots.get(name) ?? [];
    const plain = tokens.every((token) => token.kind !== 'word' || !STRUCTURE.has(token.word));
    return plain || isModule(name, slots, context);
  });
}

/** Something that is named first, and only then what to do with it: it must not begin as a request does. */
export function bareThings(slots: Slots, context: Context): boolean {
  return plainThings(slots, context) && isModule('x', slots, context);
}

export function isSettable(slots: Slots, context: Context): boolean {
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

export function areUsers(slots: Slots, context: Context): boolean {
  const names = splitItems(slots.get('who') ?? [])?.map(phrase);
  return (
    names?.every((name) => context.users.has(name) || (PEOPLE.has(name) && context.lastUsers.length > 0)) ===
    true
  );
}

const PEOPLE: ReadonlySet<string> = new Set(['he', 'she', 'they', 'him', 'her', 'them']);
