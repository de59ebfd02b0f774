import type { Context, Words } from '../context.ts';
import { phrase, splitItems } from '../values/items.ts';
import { STRUCTURE } from '../grammar/lexicon.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled } from '../names/package-names.ts';
import type { Slots } from '../grammar/pattern.ts';
import { SETTING_NAMES } from '../names/setting-names.ts';
import { wordList } from '../grammar/word-list.ts';

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
  monitoring, sound, audio, printing, virtualisation, virtualization, power saving, backups, intrusion prevention,
  remote access, load balancing, music
`),
);

/** What is shown, not given: "give me the history". */
export const LOOKED_UP =
  /\b(?:status|history|list|memory|disk|log|overview|info|information|report|changes|generations|options|packages|users|ports|services|uptime|help|advice|access|rights)\b/u;

export function isModule(slot: string, slots: Slots, context: Context): boolean {
  return findModule(phrase(slots.get(slot) ?? []), context.modules, context.index).kind === 'one';
}

/** Where a slot lists modules of this host only. */
export function areModules(slot: string, slots: Slots, context: Context): boolean {
  const items = splitItems(slots.get(slot) ?? []);
  return (
    isModule(slot, slots, context) ||
    items?.every((words) => findModule(phrase(words), context.modules, context.index).kind === 'one') === true
  );
}

/** "Port 80 open?" may want to know, and "port 80 open" is a wish. */
export function isNoQuestion(context: Context): boolean {
  return !context.sentence.endsWith('?') || /^(?:please|could|would|can|will)\b/iu.test(context.sentence);
}

/** Port numbers, in digits; "and", commas and "to" between them. */
export function areNumbers(slot: string, slots: Slots): boolean {
  const tokens = slots.get(slot) ?? [];
  const plain = tokens.every(
    ({ kind, word }) => kind === 'separator' || /^(?:\d[\d-]*|to|tcp|udp|over|for)$/u.test(word),
  );
  return plain && tokens.some(({ word }) => /^\d/u.test(word));
}

/** Known things that neither run nor are installed for all. */
export function isAbsent(slot: string, slots: Slots, context: Context): boolean {
  const states = statesOf(slot, slots, context);
  return states !== undefined && states.every((state) => state === 'absent');
}

/** Known things that each run or are installed for all. */
export function isPresent(slot: string, slots: Slots, context: Context): boolean {
  const states = statesOf(slot, slots, context);
  return states !== undefined && states.every((state) => state !== 'absent');
}

/** One package, and no module: neither a list nor a name with a word of structure. */
export function isOnlyPackage(slot: string, slots: Slots, context: Context): boolean {
  const words = slots.get(slot) ?? [];
  const plain = words.every(({ kind, word }) => kind === 'word' && !STRUCTURE.has(word));
  return (
    plain &&
    findModule(phrase(words), context.modules, context.index).kind === 'none' &&
    findPackage(words, context).kind === 'package'
  );
}

/** Whether what was named last is an installed package, and nothing that runs. */
export function lastWasPackage(context: Context): boolean {
  return context.last.length > 0 && context.last.every((words) => stateOf(words, context) === 'installed');
}

type State = 'on' | 'installed' | 'absent' | 'unknown';

function statesOf(slot: string, slots: Slots, context: Context): readonly State[] | undefined {
  const states = splitItems(slots.get(slot) ?? [])?.map((words) => stateOf(words, context));
  return states?.includes('unknown') === true ? undefined : states;
}

function stateOf(words: Words, context: Context): State {
  const module = findModule(phrase(words), context.modules, context.index);
  if (module.kind === 'one' && context.facts.value(module.path.join('.')) === true) return 'on';
  const match = findPackage(words, context);
  if (match.kind === 'package') return isInstalled(match.value, context) ? 'installed' : 'absent';
  return module.kind === 'one' ? 'absent' : 'unknown';
}

/** Names of things, without words that belong to the sentence around them; a thing's own name may hold such words. */
export function plainThings(slots: Slots, context: Context): boolean {
  return ['x', 'y'].every((name) => {
    const tokens = slots.get(name) ?? [];
    const plain = tokens.every((token) => token.kind !== 'word' || !STRUCTURE.has(token.word));
    return plain || isModule(name, slots, context) || SETTING_NAMES.has(phrase(tokens));
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
