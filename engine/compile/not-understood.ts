import { editDistance } from '../nix/spelling.ts';
import type { Clause } from './grammar/clauses.ts';
import { type Context, rephrase } from './context.ts';
import { LANGUAGE } from './language.ts';
import { phrase } from './values/items.ts';
import { mentionOf } from './compose/mentions.ts';
import { beginsChange, isPatternWord, isSubject } from './frames/vocabulary.ts';
import { STRUCTURE, WORD_CLASSES } from './grammar/lexicon.ts';
import { findModule } from './names/module-names.ts';
import type { WordToken } from './grammar/tokens.ts';
import { wordList } from './grammar/word-list.ts';
import { askQuestion, type AskReading, refuseRequest, type RefuseReading } from './understanding.ts';

/** Most words that a question repeats. */
const MAX_SHOWN = 8;

/** What is said about a clause that no rule covers: a slip in the verb, words not understood, or no request at all. */
export function notUnderstood(clause: Clause, context: Context): AskReading | RefuseReading {
  const [first] = clause;
  const thing = CHAT.has(first?.word ?? '') ? undefined : bareThing(clause, context);
  if (thing !== undefined) return thing;
  const verb = first && similarVerb(first);
  if (first !== undefined && verb !== undefined) {
    return askQuestion(
      `I do not know the word '${shown(first)}'. Do you mean '${verb}'?`,
      [rephrase(context, [first], verb)],
      'not-understood',
    );
  }
  const forMe = first?.word === 'make' && /^(?:me|us)$/u.test(clause[1]?.word ?? '');
  if (
    forMe ||
    CHAT.has(first?.word ?? '') ||
    !clause.some((token, at) => isAboutTheHost(token, at, context))
  ) {
    return refuseRequest('not-configuration', 'this is not something a NixOS configuration can do');
  }
  const strange = clause.filter((token) => token.kind === 'word' && !isKnown(token, context));
  const words = strange.length > 0 ? strange : clause;
  return askQuestion(
    `I did not understand ${words
      .slice(0, MAX_SHOWN)
      .map((token) => `'${shown(token)}'`)
      .join(', ')}. What should change?`,
    [],
    'not-understood',
  );
}

/** The clause with its verb as it was surely meant: one slip away from exactly one verb, and no name of anything. */
export function correctVerb(clause: Clause, context: Context): Clause | undefined {
  const [first, ...rest] = clause;
  if (first?.kind !== 'word' || first.word.length < 5 || isKnown(first, context)) return undefined;
  // "unable" is no slip, and "removed" tells of the past.
  if (/^unable$|ed$/u.test(first.word)) return undefined;
  const close = VERBS.filter((verb) => verb.length >= 5 && editDistance(verb, first.word, 1) <= 1);
  const [verb] = close;
  return verb === undefined || close.length > 1 ? undefined : [{ ...first, word: verb, text: verb }, ...rest];
}

const VERBS: readonly string[] = [
  'enable',
  'disable',
  'install',
  'remove',
  'open',
  'close',
  'set',
  'create',
  'upgrade',
  'forbid',
]
  .flatMap((name) => WORD_CLASSES[name] ?? [])
  .filter((entry) => !entry.includes(' '));

/** Only the name of something: what is to be done with it? */
function bareThing(clause: Clause, context: Context): AskReading | undefined {
  if (clause.some((token) => token.kind !== 'word' || STRUCTURE.has(token.word))) return undefined;
  const name = phrase(clause);
  const module = findModule(name, context.modules, context.index);
  const attr = context.index.package(name)?.attr;
  const choices = [
    ...(module.kind === 'one' ? [`enable ${module.path.join('.')}`] : []),
    ...(attr === undefined || isPatternWord(name) ? [] : [`install pkgs.${attr}`]),
  ];
  return choices.length === 0 ? undefined : askQuestion(`What should be done with '${name}'?`, choices);
}

/** Verbs and greetings with which nothing begins that a configuration could say. */
const CHAT: ReadonlySet<string> = new Set(
  wordList(`
  write, sing, play, book, order, send, call, buy, translate, draw, cook, remind, email, mail, tweet, post, hello, hi, hey,
  thanks, bye, goodbye, love, pray, drive, fly, guess, imagine, pretend, hack, photograph, record, pay, what, who, why,
  when, where, whose
`),
);

function similarVerb(token: WordToken): string | undefined {
  if (token.kind !== 'word' || token.word.length < 4 || isPatternWord(token.word)) {
    return undefined;
  }
  const allowed = token.word.length >= 8 ? 2 : 1;
  return VERBS.find((verb) => verb.length >= 4 && editDistance(verb, token.word, allowed) <= allowed);
}

/** A verb of change, a value by its form, the name of something here, or a word that some kind of wish is about. */
function isAboutTheHost(token: WordToken, at: number, context: Context): boolean {
  if (token.kind !== 'word') return false;
  const kind = mentionOf(token);
  return (
    (at === 0 && beginsChange(token.word)) ||
    (kind !== undefined && !/^(?:number|version|path|quoted)$/u.test(kind)) ||
    isSubject(token.word) ||
    isNamed(token, context)
  );
}

/** Whether a word is one of a pattern, or the name of something that is here. */
export function isKnown(token: WordToken, context: Context): boolean {
  if (STRUCTURE.has(token.word)) {
    return false;
  }
  return (
    isPatternWord(token.word) || isNamed(token, context) || context.index.package(token.word) !== undefined
  );
}

function isNamed(token: WordToken, context: Context): boolean {
  return (
    context.users.has(token.word) ||
    findModule(token.word, context.modules, context.index).kind !== 'none' ||
    (token.word.length > 3 &&
      !LANGUAGE.common.includes(token.word) &&
      context.index.package(token.word) !== undefined)
  );
}

function shown(token: WordToken): string {
  return token.text.slice(0, 40);
}
