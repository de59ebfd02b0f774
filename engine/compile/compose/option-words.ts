import type { OptionDeclaration } from '../../model/options/option.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { wordList } from '../grammar/word-list.ts';
import { alike } from './alike.ts';
import { splitName, stem } from './stem.ts';

/** An option by its words, as stems. */
export interface OptionWords {
  readonly option: OptionDeclaration;
  readonly path: readonly string[];
  /** Of its own name; of the name before it where it is called `enable` and the like. */
  readonly own: readonly string[];
  /** Of the module it belongs to, where modules have a family of their own: `nginx` of `services.nginx.…`. */
  readonly module: readonly string[];
  /** Where in the path its own name stands. */
  readonly ownAt: number;
  /** Of the names before that, family names such as `services` left out. */
  readonly around: readonly string[];
  /** The word of its own name that turns its meaning round: `disable` of `disableWhileTyping`. */
  readonly turns: string | undefined;
  /** Of its description. */
  readonly about: ReadonlySet<string>;
}

/** Names that say nothing by themselves; what they stand below does. */
const BARE: ReadonlySet<string> = new Set(['enable', 'enabled', 'enabled', 'automatic', 'settings']);

/** Where modules live: these words are in thousands of names. */
const FAMILIES: ReadonlySet<string> = new Set(
  wordList('services, programs, hardware, virtualisation, config, settings, enable').map(stem),
);

/** The words of an option; made once for each. */
export function wordsOfOption(option: OptionDeclaration): OptionWords {
  const known = WORDS.get(option) ?? makeWords(option);
  WORDS.set(option, known);
  return known;
}

const WORDS = new WeakMap<OptionDeclaration, OptionWords>();

function makeWords(option: OptionDeclaration): OptionWords {
  const path = splitOptionPath(option.name);
  const names = path.filter((part) => !/^[<*]/u.test(part));
  const last = names.at(-1) ?? '';
  const from = BARE.has(last.toLowerCase()) && names.length > 1 ? -2 : -1;
  let about: ReadonlySet<string> | undefined;
  return {
    option,
    path,
    own: stems(names.at(from) ?? ''),
    ownAt: path.lastIndexOf(names.at(from) ?? ''),
    module: MODULES.has(names[0] ?? '') && names.length > 2 ? stems(moduleOf(names)) : [],
    around: names
      .slice(0, from)
      .flatMap(stems)
      .filter((word) => !FAMILIES.has(word)),
    turns: splitName(names.at(from) ?? '').find((word) => TURNS.has(word)),
    get about() {
      about ??= new Set(splitName(option.description ?? '').map(stem));
      return about;
    },
  };
}

/** What is switched on by such a name is that something is not. */
const TURNS: ReadonlySet<string> = new Set([
  'disable',
  'disabled',
  'no',
  'not',
  'without',
  'deny',
  'ignore',
  'skip',
  'hide',
  'forbid',
  'prevent',
  'block',
  'never',
  'inhibit',
  'suppress',
]);

/** Families whose members are modules of their own. */
const MODULES: ReadonlySet<string> = new Set(['services', 'programs', 'virtualisation', 'hardware']);

function moduleOf(names: readonly string[]): string {
  return (
    (/^(?:xserver|hardware|gnome3|gnome|desktops)$/u.test(names[1] ?? '') && names.length > 3
      ? names[2]
      : names[1]) ?? ''
  );
}

function stems(name: string): readonly string[] {
  return splitName(name).map(stem);
}

/** The options of an index by the stems of their names, and of the first sentence of their descriptions. */
interface Postings {
  readonly options: readonly OptionWords[];
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

const POSTINGS = new WeakMap<OptionIndex, Postings>();

/**
 * The options whose names have most of the words, best first: rare words count more.
 *
 * @param words - Stems.
 */
export function findByWords(
  words: readonly string[],
  index: OptionIndex,
  limit: number,
): readonly OptionWords[] {
  const { options, byName } = postingsOf(index);
  const scores = new Map<number, number>();
  for (const word of new Set(words)) {
    const hits = new Set([...alike(word)].flatMap((one) => byName.get(one) ?? []));
    const weight = Math.log(1 + options.length / (1 + hits.size));
    for (const at of hits) scores.set(at, (scores.get(at) ?? 0) + weight);
  }
  return [...scores]
    .sort(([left, a], [right, b]) => b - a || lengthOf(options[left]) - lengthOf(options[right]))
    .slice(0, limit)
    .flatMap(([at]) => options[at] ?? []);
}

function lengthOf(words: OptionWords | undefined): number {
  return words === undefined ? 0 : words.own.length + words.around.length;
}

function postingsOf(index: OptionIndex): Postings {
  const known = POSTINGS.get(index) ?? makePostings(index);
  POSTINGS.set(index, known);
  return known;
}

function makePostings(index: OptionIndex): Postings {
  const options = index.options
    .filter(({ name, readOnly }) => readOnly !== true && !/[<*]/u.test(name))
    .map(wordsOfOption);
  const byName = new Map<string, number[]>();
  options.forEach(({ own, around }, at) => {
    const joined = own.length > 1 ? [own.join('')] : [];
    for (const word of new Set([...own, ...around, ...joined])) {
      const list = byName.get(word);
      if (list === undefined) byName.set(word, [at]);
      else list.push(at);
    }
  });
  return { options, byName };
}
