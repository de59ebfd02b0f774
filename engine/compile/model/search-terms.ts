import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import { ARTICLES, STRUCTURE, WORD_CLASSES } from '../grammar/lexicon.ts';
import { CATEGORIES, MODULE_SYNONYMS, PACKAGE_SYNONYMS } from '../names/synonyms.ts';
import { buildTokens, cleanSentence } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';

/** Most words of a request that are searched for: a longer one is about more than one change should be. */
const MAX_WORDS = 12;

/**
 * What to search an index of options and packages for, best first, in small letters. An index finds what has all the
 * words of a query, so pairs of neighbouring words come before the single ones, and each word also by its other names.
 *
 * @example
 * searchTerms('install docker and enable it')   // ['docker']
 * searchTerms('turn on the web server')         // ['web server', 'web', 'server', 'nginx', 'httpd', …]
 */
export function searchTerms(sentence: string): readonly string[] {
  const words = tellingWords(sentence);
  const dotted = words.filter((word) => /^[\w"'-]+(?:\.[\w"'-]+)+$/u.test(word));
  const pairs = words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
  const terms = [...dotted, ...pairs, ...words];
  return [...new Set([...terms, ...terms.flatMap(otherNames)])];
}

/** What is searched: the option catalogue of a host has this form. */
export interface Search {
  readonly index: OptionIndex;
  searchOptions(query: string, limit: number): readonly OptionDeclaration[];
  searchPackages(query: string, limit: number): readonly PackageDeclaration[];
}

/**
 * Options and packages that a request may be about, best first: what each term finds, dealt in turns, each once.
 *
 * @param limit - Most options; of packages half as many.
 * @example
 * findCandidates('install docker and enable it', catalog, 40).options[0]?.name   // 'virtualisation.docker.enable'
 */
export function findCandidates(
  sentence: string,
  search: Search,
  limit: number,
): { readonly options: readonly OptionDeclaration[]; readonly packages: readonly PackageDeclaration[] } {
  const terms = searchTerms(sentence);
  const options = terms.map((term) => search.searchOptions(term, limit));
  const packages = terms.map((term) => search.searchPackages(term, Math.ceil(limit / 2)));
  const found = deal(
    [packagesNamed(sentence, search.index), ...packages],
    ({ attr }) => attr,
    Math.ceil(limit / 2),
  );
  const best = deal(options, ({ name }) => name, limit);
  return { options: withModules(best, found, search.index).slice(0, limit), packages: found };
}

/** How many of the best options bring the switch along that they stand below. */
const WITH_SWITCH = 15;

/** The options with the switches of what they belong to, and of the modules that are called as a package is. */
function withModules(
  options: readonly OptionDeclaration[],
  packages: readonly PackageDeclaration[],
  index: OptionIndex,
): readonly OptionDeclaration[] {
  const switchAt = (path: readonly string[]): readonly OptionDeclaration[] => {
    const match = index.find([...path, 'enable']);
    return match?.rest.length === 0 ? [match.declaration] : [];
  };
  const own = packages
    .slice(0, WITH_SWITCH)
    .flatMap(({ attr }) =>
      ['services', 'programs', 'hardware', 'virtualisation'].flatMap((family) => switchAt([family, attr])),
    );
  const around = options.slice(0, WITH_SWITCH).flatMap(({ name }) => {
    const path = name.split('.');
    return [3, 2]
      .flatMap((length) => (path.length > length ? switchAt(path.slice(0, length)) : []))
      .slice(0, 1);
  });
  return deal([options, [...own, ...around]], ({ name }) => name, Number.MAX_SAFE_INTEGER);
}

/** Packages that are named word for word: `go`, which is a verb as well. */
function packagesNamed(sentence: string, index: OptionIndex): readonly PackageDeclaration[] {
  const words = wordsOf(sentence).filter((word) => !STRUCTURE.has(word) && !ARTICLES.includes(word));
  const names = words.flatMap((word) => [word, ...otherNames(word)]);
  return [...new Set(names)].flatMap((name) => index.package(name) ?? []);
}

/** The first of each list, then the second of each, …, none twice. */
function deal<T>(lists: readonly (readonly T[])[], keyOf: (item: T) => string, limit: number): readonly T[] {
  const found = new Map<string, T>();
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let at = 0; at < longest && found.size < limit; at += 1) {
    for (const list of lists) {
      const item = list[at];
      if (item !== undefined && found.size < limit && !found.has(keyOf(item))) found.set(keyOf(item), item);
    }
  }
  return [...found.values()];
}

/** Words that say what should be done, and how, not with what. */
const OTHER: ReadonlySet<string> = new Set([
  ...Object.values(WORD_CLASSES).flat(),
  ...ARTICLES,
  ...STRUCTURE,
  ...wordList(`
    please, kindly, also, thank, thanks, you, your, the, my, our, us, want, need, would, could, like, make, sure, go,
    ahead, turn, switch, off, up, get, rid, give, keep, this, that, host, machine, computer, laptop, box, there, they,
    wants, names, old, back, can, one, no, here, thing, things, stuff, something, someone, everything, also, only, just, more, very,
    some, any, way, now, too, again, true, false, work, works, working, service, services, daemon, support, module,
    program, app, application, package, packages, system, nixos
  `),
]);

function tellingWords(sentence: string): readonly string[] {
  const words = wordsOf(sentence);
  const telling = words.filter((word) => !OTHER.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, MAX_WORDS);
}

function wordsOf(sentence: string): readonly string[] {
  return buildTokens(cleanSentence(sentence))
    .filter(({ kind }) => kind !== 'separator')
    .flatMap(({ kind, text }) => (kind === 'quoted' ? text.split(/\s+/u) : [text]))
    .map((word) => word.toLowerCase().replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word.length > 1 && word.length <= 60 && !/^\d+$/u.test(word));
}

function otherNames(term: string): readonly string[] {
  return [MODULE_SYNONYMS, PACKAGE_SYNONYMS, CATEGORIES].flatMap((names) =>
    Object.hasOwn(names, term) ? (names[term] ?? []) : [],
  );
}
