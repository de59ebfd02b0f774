import { wordList } from '../grammar/word-list.ts';
import { LANGUAGE } from '../language.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { foldedNames } from './folded-names.ts';
import { KIND_NOUNS } from '../grammar/lexicon.ts';
import { CATEGORIES, MODULE_SYNONYMS } from './synonyms.ts';
import { editDistance } from '../../nix/spelling.ts';

/** The modules of a host that can be switched on, by the names people may use for them. */
export type ModuleNames = ReadonlyMap<string, readonly string[]>;

/** What a name means: one switch, several, or none (with names that are spelt almost so). */
export type ModuleMatch =
  | { readonly kind: 'one'; readonly path: OptionPath }
  | { readonly kind: 'several'; readonly options: readonly string[] }
  | { readonly kind: 'none'; readonly close: readonly string[] };

/** Where modules live. A name is looked for directly below each; `''` is the root. */
const FAMILIES: readonly string[] = [
  '',
  ...wordList(`
  , services, virtualisation, programs, hardware, networking, security, boot, services.hardware,
  services.xserver, services.xserver.desktopManager, services.xserver.displayManager,
  services.xserver.windowManager, services.desktopManager, services.displayManager, services.desktops,
  services.gnome3, services.gnome, programs.wayland, powerManagement, security.pam, i18n, documentation
`),
];

/** Every boolean `….enable` below the families; collected once for an index. */
export function moduleNames(index: OptionIndex): ModuleNames {
  const known = COLLECTED.get(index) ?? collectNames(index);
  COLLECTED.set(index, known);
  return known;
}

const COLLECTED = new WeakMap<OptionIndex, ModuleNames>();

function collectNames(index: OptionIndex): ModuleNames {
  const names = new Map<string, string[]>();
  for (const { name, tree } of index.options) {
    if (tree.name === 'bool' && name.endsWith('.enable') && !/[<*]/u.test(name)) {
      for (const key of keysOf(name)) {
        names.set(key, [...(names.get(key) ?? []), name]);
      }
    }
  }
  return names;
}

/**
 * Finds the switch that a phrase names. Kinds of things ("database") always give several.
 *
 * @example
 * findModule('docker service', names, index)   // one: virtualisation.docker.enable
 */
export function findModule(phrase: string, names: ModuleNames, index: OptionIndex): ModuleMatch {
  const exact = switchAt(phrase, index);
  if (exact !== undefined) {
    return { kind: 'one', path: exact };
  }
  const category = Object.hasOwn(CATEGORIES, phrase) ? CATEGORIES[phrase] : undefined;
  if (category !== undefined) {
    const options = [...new Set(category.flatMap((name) => lookUp(name, names, index)))];
    return { kind: 'several', options };
  }
  for (const candidate of spellings(phrase)) {
    const options = lookUp(candidate, names, index);
    const [only] = options;
    if (only !== undefined) {
      return options.length === 1
        ? { kind: 'one', path: splitOptionPath(only) }
        : { kind: 'several', options };
    }
  }
  const [only] = versioned(phrase, names);
  if (only !== undefined) return { kind: 'one', path: splitOptionPath(only) };
  return {
    kind: 'none',
    // Looked for only where somebody wants to know: it is a look at every name.
    get close() {
      return closeNames(phrase, names);
    },
  };
}

/** The phrase, and the phrase without the nouns that only say what kind of thing it is. */
export function withoutKindNouns(phrase: string): readonly string[] {
  const shorter = KIND_NOUNS.filter((kind) => phrase.endsWith(` ${kind}`)).flatMap((noun) =>
    withoutKindNouns(phrase.slice(0, -noun.length - 1)),
  );
  return [...new Set([phrase, ...shorter, ...afterKind(phrase)])];
}

/** The name behind the words that say what kind of thing it is: `ntp client chrony`, `editor vscode`. */
function afterKind(phrase: string): readonly string[] {
  const words = phrase.split(' ');
  return [1, 2, 3].flatMap((length) => {
    const kind = words.slice(0, length).join(' ');
    const [noun = ''] = words.slice(length - 1, length);
    const known =
      KIND_NOUNS.includes(kind) ||
      (length > 1 && KIND_NOUNS.includes(noun) && areTopics(words.slice(0, length - 1)));
    return known && words.length > length && !NO_APPOSITION.has(kind) ? [words.slice(length).join(' ')] : [];
  });
}

function areTopics(words: readonly string[]): boolean {
  return words.every((word) => TOPICS.has(word));
}

/** Kinds that begin the names of other things, too: `system monitor`, `desktop file`. */
const NO_APPOSITION: ReadonlySet<string> = new Set([
  'system',
  'feature',
  'support',
  'access',
  'command',
  'language',
  'desktop',
  'agent',
  'wm',
  'client',
  'player',
  'engine',
]);

/** What a kind of thing is for, in front of it: `ntp client`, `media server`. */
const TOPICS: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.topics));

/** Daemons are often called by their name without the d. */
function spellings(phrase: string): readonly string[] {
  const [full = phrase, ...bare] = withoutKindNouns(phrase);
  const daemon = /(?:^| )(?:daemon|service|server)$/u.test(phrase) ? bare.map((name) => `${name}d`) : [];
  return [full, ...bare, ...daemon];
}

/** The only module called so but for a version behind the name: geoclue is geoclue2. */
function versioned(phrase: string, names: ModuleNames): readonly string[] {
  const bare = BARE.get(names) ?? bareNames(names);
  BARE.set(names, bare);
  const found = withoutKindNouns(phrase).flatMap((one) => bare.get(keyOf(one)) ?? []);
  const options = [...new Set(found)];
  return options.length === 1 ? options : [];
}

const BARE = new WeakMap<ModuleNames, ModuleNames>();

/** By their names without the version. */
function bareNames(names: ModuleNames): ModuleNames {
  const bare = new Map<string, readonly string[]>();
  for (const [key, options] of names) {
    const name = key.replace(/\d+$/u, '');
    bare.set(name, [...(bare.get(name) ?? []), ...options]);
  }
  return bare;
}

function switchAt(phrase: string, index: OptionIndex): OptionPath | undefined {
  if (!/^[\w."'-]+\.[\w."'-]+$/u.test(phrase)) {
    return undefined;
  }
  const { options } = foldedNames(index);
  const found = [phrase, `${phrase}.enable`]
    .flatMap((name) => options.get(name) ?? [])
    .filter((name) => index.find(splitOptionPath(name))?.declaration.tree.name === 'bool');
  const [only] = found;
  return only !== undefined && found.length === 1 ? splitOptionPath(only) : undefined;
}

/** Synonyms replace the name: "ssh" means openssh even where some module has a part of its own called ssh. */
function lookUp(phrase: string, names: ModuleNames, index: OptionIndex): readonly string[] {
  const synonyms = Object.hasOwn(MODULE_SYNONYMS, phrase) ? MODULE_SYNONYMS[phrase] : undefined;
  const candidates = synonyms ?? [phrase];
  return [...new Set(candidates.flatMap((name) => optionsOf(name, names, index)))];
}

function optionsOf(name: string, names: ModuleNames, index: OptionIndex): readonly string[] {
  const dotted = switchAt(name.toLowerCase(), index);
  return dotted === undefined ? (names.get(keyOf(name)) ?? []) : [dotted.join('.')];
}

function keysOf(option: string): readonly string[] {
  const subject = option.slice(0, -'.enable'.length);
  const keys = FAMILIES.flatMap((family) => {
    const below =
      family === '' ? subject : subject.startsWith(`${family}.`) ? subject.slice(family.length + 1) : '';
    return below === '' ? [] : [keyOf(below)];
  });
  return [...new Set(keys)];
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.\s]/gu, '');
}

function closeNames(phrase: string, names: ModuleNames): readonly string[] {
  const key = keyOf(shortest(withoutKindNouns(phrase)));
  const allowed = key.length <= 3 ? 0 : key.length <= 5 ? 1 : 2;
  return [...names]
    .filter(([name]) => editDistance(name, key, allowed) <= allowed)
    .flatMap(([, options]) => options)
    .slice(0, 5);
}

function shortest(names: readonly string[]): string {
  return names.reduce((best, name) => (name.length < best.length ? name : best), names[0] ?? '');
}
