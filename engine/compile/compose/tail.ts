import type { Clause } from '../grammar/clauses.ts';
import { LANGUAGE } from '../language.ts';
import type { Context } from '../context.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';
import { findModule } from '../names/module-names.ts';
import { findPackage, isInstalled } from '../names/package-names.ts';
import { amountsIn, mentionOf } from './mentions.ts';
import { isHard } from './said.ts';
import { isPlainWord } from './vocabulary.ts';

/** A clause without a tail that only tells why, and that tail. */
export interface WithoutTail {
  readonly clause: Clause;
  readonly tail: Clause;
  /** The tail may say more than why: it is left aside only if a person agrees. */
  readonly asks: boolean;
}

/** Words with which a reason, a purpose or a remark begins. */
const BEGINS: readonly (readonly string[])[] = wordList(
  'so that, so, because, since, in order to, to, for, as a replacement for, as replacement for, when, whenever, while, as i, as we, i, we, it is, that is, just in case, like in, as part of',
)
  .map((entry) => entry.split(' '))
  .sort((left, right) => right.length - left.length);

/**
 * The clause without its tail, longest tail first, where the tail may be left aside: it holds no negation, restriction,
 * value, user, path, nor the name of anything that is not there already.
 */
export function withoutTail(clause: Clause, context: Context): readonly WithoutTail[] {
  const found: WithoutTail[] = [];
  for (let at = 1; at < clause.length; at += 1) {
    const before = clause[at - 1];
    const begins = BEGINS.some((words) => words.every((word, offset) => clause[at + offset]?.word === word));
    const tail = clause.slice(at);
    if (!begins) continue;
    const asks = tail.some(isHard) || !isPurpose(tail) || !mayBeLeftAside(tail, context);
    if (before?.kind === 'separator' && /^(?:i|we)$/u.test(clause[at]?.word ?? '') && before.word !== ',')
      continue;
    const head = before?.kind === 'separator' ? clause.slice(0, at - 1) : clause.slice(0, at);
    if (head.length > 0) found.push({ clause: head, tail, asks });
  }
  // What is surely a reason before what may be one.
  return found.toSorted((left, right) => Number(left.asks) - Number(right.asks)).slice(0, MOST_TAILS);
}

/** Each is a reading of its own; a sentence has one reason, or two. */
const MOST_TAILS = 3;

/** "To watch films" is what for; "to reboot the machine" may be what is allowed. */
function isPurpose(tail: Clause): boolean {
  if (/^(?:i|we)$/u.test(tail[0]?.word ?? '') && !isOwnReason(tail)) return false;
  const at = tail.findIndex(({ word }) => word === 'to');
  return at !== 0 || PURPOSES.has(tail[1]?.word ?? '');
}

/** "I need it for school": about what was named before, and no wish of its own. */
function isOwnReason(tail: Clause): boolean {
  const [, verb] = tail;
  const about = tail.some(({ word }) => /^(?:it|them|this|that)$/u.test(word));
  return about && /^(?:need|use|like|love|work|play|miss|have|can|cannot|will)$/u.test(verb?.word ?? '');
}

const PURPOSES: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.aims));

function mayBeLeftAside(tail: Clause, context: Context): boolean {
  const words = tail.filter(({ kind }) => kind !== 'separator');
  return (
    words.length > 1 &&
    amountsIn(words).length === 0 &&
    words.every((token) => isHarmless(token, context)) &&
    !namesAnything(
      words.filter((token) => !ABOUT.has(token.word)),
      context,
    )
  );
}

function isHarmless(token: WordToken, context: Context): boolean {
  const begins = /^(?:when|whenever|while)$/u.test(token.word);
  return (
    token.kind === 'word' &&
    (!isHard(token) || begins) &&
    mentionOf(token) === undefined &&
    !context.users.has(token.word) &&
    !WHO.has(token.word) &&
    isPlainWord(token.word, context.index)
  );
}

/** People and groups: for whom something is, is no reason. */
const WHO: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.people));

/** Words that stand in reasons and are the names of things as well. */
const ABOUT: ReadonlySet<string> = new Set(wordList(LANGUAGE.talk.about));

/** A name of a module or package that neither runs nor is installed here: it may be part of what is wanted. */
function namesAnything(words: Clause, context: Context): boolean {
  return words.some((token, at) => {
    const pair = words.slice(at, at + 2);
    return [[token], ...(pair.length === 2 ? [pair] : [])].some((part) => isNews(part, context));
  });
}

function isNews(words: Clause, context: Context): boolean {
  const name = words.map(({ word }) => word).join(' ');
  const module = findModule(name, context.modules, context.index);
  if (module.kind === 'one') return context.facts.value(module.path.join('.')) !== true;
  if (context.index.package(name) === undefined) return false;
  const found = findPackage(words, context);
  return found.kind === 'package' && !isInstalled(found.value, context);
}
