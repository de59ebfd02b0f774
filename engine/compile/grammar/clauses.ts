import { ARTICLES, CLAUSE_STARTS, FILLER, LEADING_FILLER, TRAILING_FILLER, WORD_CLASSES } from './lexicon.ts';
import type { WordToken } from './tokens.ts';
import { wordList } from './word-list.ts';

/** The words of one clause: a verb and what it is about. Separators inside it belong to lists. */
export type Clause = readonly WordToken[];

/**
 * Splits a request into clauses. A part that begins with no verb continues the list before it; a verb without an
 * object shares the object of the next (`install and enable postgresql`).
 *
 * @example
 * // install vlc, obs-studio and enable docker → [install vlc , obs-studio] [enable docker]
 */
export function splitClauses(tokens: readonly WordToken[]): readonly Clause[] {
  return joinInstallAndEnable(joinExceptions(shareObjects(joinLists(splitSegments(dropFiller(tokens))))));
}

/** How many tokens the verb at the beginning takes; 0 where there is none. */
export function verbLength(clause: Clause): number {
  return Math.max(0, ...VERB_PHRASES.map((words) => (startsWith(clause, 0, words) ? words.length : 0)));
}

const VERB_PHRASES: readonly (readonly string[])[] = wordList(
  'enable, disable, install, remove, open, close, set, create, forbid, let, clean, upgrade, show, allow',
)
  .flatMap((name) => WORD_CLASSES[name] ?? [])
  .concat('turn')
  .map((entry) => entry.split(' '));

const FILLER_PHRASES = phrases(FILLER);
const ARTICLE_PHRASES = phrases(ARTICLES);
const LEADING_PHRASES = phrases(LEADING_FILLER);
const TRAILING_PHRASES = phrases(TRAILING_FILLER);

/** Words after which something new is said, whatever follows. */
const STRONG: ReadonlySet<string> = new Set(['.', ';', 'then', 'but']);

/** Verbs that need no object. */
const COMPLETE: ReadonlySet<string> = new Set(['upgrade', 'update', 'undo', 'revert', 'rollback', 'history']);

/** Longest first, so that "right now" is not taken for "now". */
function phrases(entries: readonly string[]): readonly (readonly string[])[] {
  return entries.map((entry) => entry.split(' ')).sort((left, right) => right.length - left.length);
}

interface Segment {
  readonly before: WordToken | undefined;
  readonly tokens: WordToken[];
}

function dropFiller(tokens: readonly WordToken[]): readonly WordToken[] {
  const kept: WordToken[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    const length = fillerLength(tokens, at, kept.at(-1));
    if (length === 0 && token !== undefined) {
      kept.push(token);
    }
    at += Math.max(length, 1);
  }
  return kept;
}

/** How many tokens of filler stand here; `before` is the last token that was kept. */
function fillerLength(tokens: readonly WordToken[], at: number, before: WordToken | undefined): number {
  const lengthOf = (list: readonly (readonly string[])[]): number =>
    list.find((words) => startsWith(tokens, at, words))?.length ?? 0;
  const leading = lengthOf(LEADING_PHRASES);
  if (leading > 0 && leads(tokens[at + leading], at === 0)) {
    return leading;
  }
  const trailing = before?.word === 'and' ? 0 : lengthOf(TRAILING_PHRASES);
  if (trailing > 0 && ends(tokens[at + trailing])) {
    return trailing;
  }
  const article = /^(?:to|=|called|named)$/u.test(before?.word ?? '') ? 0 : lengthOf(ARTICLE_PHRASES);
  return Math.max(article, lengthOf(FILLER_PHRASES));
}

/** In the middle of a request only a verb tells "now enable it" from the program called now. */
function leads(next: WordToken | undefined, atStart: boolean): boolean {
  const begins = next?.kind === 'word' && CLAUSE_STARTS.has(next.word);
  return begins || (atStart && (next?.word === ',' || POLITE.has(next?.word ?? '')));
}

function ends(next: WordToken | undefined): boolean {
  return next === undefined || next.kind === 'separator' || POLITE.has(next.word);
}

const POLITE: ReadonlySet<string> = new Set(['please', 'can', 'could', 'would', 'thanks']);

function startsWith(tokens: readonly WordToken[], at: number, words: readonly string[]): boolean {
  return words.every((word, offset) => {
    const token = tokens[at + offset];
    return token?.kind === 'word' && token.word === word;
  });
}

function splitSegments(tokens: readonly WordToken[]): readonly Segment[] {
  const segments: { before: WordToken | undefined; tokens: WordToken[] }[] = [
    { before: undefined, tokens: [] },
  ];
  for (const token of tokens) {
    const current = segments.at(-1);
    if (token.kind !== 'separator') {
      current?.tokens.push(token);
    } else if (current?.tokens.length === 0) {
      current.before = stronger(current.before, token);
    } else {
      segments.push({ before: token, tokens: [] });
    }
  }
  return segments.filter((segment) => segment.tokens.length > 0);
}

function stronger(left: WordToken | undefined, right: WordToken): WordToken {
  if (left !== undefined && STRONG.has(left.word)) {
    return left;
  }
  return left?.word === ',' && right.word === 'and' ? { ...right, word: ', and' } : right;
}

function joinLists(segments: readonly Segment[]): readonly Clause[] {
  const clauses: WordToken[][] = [];
  for (const [at, { before, tokens }] of segments.entries()) {
    const current = clauses.at(-1);
    const begins = before === undefined || STRONG.has(before.word) || beginsClause(tokens, segments[at + 1]);
    if (current === undefined || begins) {
      clauses.push([...tokens]);
    } else {
      const afterVerb = verbLength(current) === current.length && before.word === ',';
      current.push(...(afterVerb ? [] : [before]), ...tokens);
    }
  }
  return clauses;
}

/** "make" or "go" alone is a verb only where a verb follows to share its object; else a program of that name. */
function beginsClause(tokens: readonly WordToken[], next: Segment | undefined): boolean {
  const [first] = tokens;
  if (first?.kind !== 'word' || !CLAUSE_STARTS.has(first.word)) {
    return false;
  }
  const verb = verbLength(tokens);
  if (COMPLETE.has(first.word) || (tokens.length > 1 && verb < tokens.length)) {
    return true;
  }
  return verb > 0 && next !== undefined && verbLength(next.tokens) > 0;
}

function shareObjects(clauses: readonly Clause[]): readonly Clause[] {
  const shared: Clause[] = [];
  for (const clause of [...clauses].reverse()) {
    const next = shared[0];
    const bare = verbLength(clause) === clause.length && !COMPLETE.has(clause[0]?.word ?? '');
    shared.unshift(bare && next !== undefined ? [...clause, ...next.slice(verbLength(next))] : clause);
  }
  return shared;
}

/** "install gcc but not clang": what is not wanted belongs to what is. */
function joinExceptions(clauses: readonly Clause[]): readonly Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const previous = joined.at(-1);
    const [not, ...rest] = clause;
    const named =
      not?.word === 'not' &&
      rest.length > 0 &&
      rest.length <= 4 &&
      (verbLength(rest) === 0 || rest.length === 1);
    if (named && previous !== undefined && not !== undefined) {
      const but: WordToken = { ...not, kind: 'separator', word: 'but', text: 'but', end: not.start };
      joined.splice(-1, 1, [...previous, but, ...clause]);
    } else {
      joined.push(clause);
    }
  }
  return joined;
}

/** "install docker and enable it" asks for the running thing; its module brings the package along. */
function joinInstallAndEnable(clauses: readonly Clause[]): readonly Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const previous = joined.at(-1);
    const object = previous !== undefined && begins(previous, 'install') ? objectOf(previous) : [];
    const [enabled, whom] = splitAt(objectOf(clause), 'for');
    if (object.length > 0 && begins(clause, 'enable') && meansSame(enabled, object)) {
      joined.splice(-1, 1, [...clause.slice(0, verbLength(clause)), ...object, ...whom]);
    } else {
      joined.push(clause);
    }
  }
  return joined;
}

/** What stands before a word, and the rest from that word on. */
function splitAt(clause: Clause, word: string): readonly [Clause, Clause] {
  const at = clause.findIndex((token) => token.kind !== 'quoted' && token.word === word);
  return at < 0 ? [clause, []] : [clause.slice(0, at), clause.slice(at)];
}

function meansSame(object: Clause, named: Clause): boolean {
  const said = words(object);
  return said === words(named) || /^(?:it|them|that|this|both)(?: (?:service|services))?$/u.test(said);
}

function begins(clause: Clause, name: string): boolean {
  return (WORD_CLASSES[name] ?? []).some((entry) => startsWith(clause, 0, entry.split(' ')));
}

function objectOf(clause: Clause): Clause {
  return clause.slice(verbLength(clause));
}

function words(clause: Clause): string {
  return clause.map((token) => token.text.toLowerCase()).join(' ');
}
