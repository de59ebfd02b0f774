import { LANGUAGE } from '../language.ts';
import { wordList } from './word-list.ts';

/**
 * The words of requests. A word stands here for its role, never for an outcome: what a name means is looked up in the
 * host's own option index.
 */

/** Classes of words by name. An entry may be several words. */
export const WORD_CLASSES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(LANGUAGE.grammar.classes).map(([name, words]) => [name, wordList(words)]),
);

/** Words that begin a new clause, besides the first words of the classes above. */
const OTHER_STARTS: readonly string[] = wordList(LANGUAGE.grammar.starts);

const START_CLASSES: readonly string[] = wordList(`
  enable, disable, install, remove, open, close, set, create, forbid, let, clean, upgrade, show
`);

/** First words by which a clause is known to begin. */
export const CLAUSE_STARTS: ReadonlySet<string> = new Set([
  ...START_CLASSES.flatMap((name) => (WORD_CLASSES[name] ?? []).map((entry) => entry.split(' ')[0] ?? entry)),
  'turn',
  'garbage',
  ...OTHER_STARTS,
]);

/** Politeness and articles: dropped wherever they stand. Nothing that could turn a meaning round belongs here. */
export const FILLER: readonly string[] = wordList(LANGUAGE.filler.anywhere);

/** Dropped, except where they may be a value: right after "to", "called" and the like. */
export const ARTICLES: readonly string[] = wordList(LANGUAGE.filler.articles);

/** Dropped only before a verb or a comma: `next` is a program, too. */
export const LEADING_FILLER: readonly string[] = wordList(LANGUAGE.filler.leading);

/** Dropped only at the end of a part of the request. */
export const TRAILING_FILLER: readonly string[] = wordList(LANGUAGE.filler.trailing);

/**
 * Words that carry structure: where one stands in a name, the name was not understood. They are what keeps
 * `install vim without docs` from becoming a package search for "vim".
 */
export const STRUCTURE: ReadonlySet<string> = new Set(wordList(LANGUAGE.grammar.structure));

/** Nouns that only say what kind of thing a name is: `docker service`, `flatpak support`. */
export const KIND_NOUNS: readonly string[] = wordList(LANGUAGE.grammar.kinds);
