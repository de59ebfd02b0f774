import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { LANGUAGE, type SaidVerb } from '../language.ts';
import { wordList } from '../grammar/word-list.ts';
import { isHard } from './said.ts';

/** What a clause wants done, as far as its verb tells. */
export type SaidAct = SaidVerb | 'update' | 'keep' | 'do-with' | 'state' | 'none';

/** A clause taken apart: what its verb wants, and what that is said of. */
export interface SaidAs {
  readonly act: SaidAct;
  /** The words without the verb, in the order they were written. */
  readonly words: Clause;
  readonly verb: Clause;
  /** "X should not run": of what is off already it may be said for another reason. */
  readonly unlessOn?: boolean;
  /** No verb and no "should" says so: it must be the name of something. */
  readonly bare?: boolean;
}

type Phrases<T> = readonly (readonly [T, readonly string[]])[];

function phrasesOf<T extends string>(acts: readonly T[], lists: Readonly<Record<T, string>>): Phrases<T> {
  return acts
    .flatMap((act) => wordList(lists[act]).map((entry) => [act, entry.split(' ')] as const))
    .sort(([, left], [, right]) => right.length - left.length);
}

const VERBS = [
  'on',
  'off',
  'not',
  'install',
  'remove',
  'unwant',
  'want',
  'set',
  'add',
  'join',
  'allow',
  'forbid',
] as const;
const STATES = ['on', 'off', 'install', 'remove', 'unwant'] as const;

let verbs: Phrases<SaidVerb> | undefined;
let states: Phrases<(typeof STATES)[number]> | undefined;

/**
 * Every way of taking the clause apart, the likelier first: by the verb it begins with, by one that stands apart
 * (`turn X off`), or as a statement (`X should be Y`, `X off`).
 */
export function readingsOfClause(written: Clause): readonly SaidAs[] {
  const clause = withoutEnsure(upAndRunning(written));
  verbs ??= phrasesOf(VERBS, LANGUAGE.verbs);
  const opened = verbs.filter(([, words]) => startsWith(clause, words));
  const longest = Math.max(0, ...opened.map(([, { length }]) => length));
  const byVerb = opened
    .filter(([, { length }]) => length === longest)
    .flatMap(([act]): readonly SaidAs[] => {
      const words = clause.slice(longest);
      const state =
        act === 'want' || act === 'set' || act === 'allow' || act === 'install' || act === 'add'
          ? stateBehind(words)
          : undefined;
      return [...(state === undefined ? [] : [state]), { act, words, verb: clause.slice(0, longest) }];
    });
  const all = [...splitVerb(clause), ...special(clause), ...byVerb, ...asStatement(clause)].filter(
    ({ words }) => words.length > 0,
  );
  return all.length > 0 ? all : [{ act: 'none', words: clause, verb: [] }];
}

/** "Up and running" is one state. */
function upAndRunning(clause: Clause): Clause {
  return clause.filter((_, at) => {
    const [one, two, three] = [clause[at]?.word, clause[at + 1]?.word, clause[at + 2]?.word];
    const before = [clause[at - 1]?.word, clause[at + 1]?.word];
    return (
      !(one === 'up' && two === 'and' && three === 'running') &&
      !(one === 'and' && before[0] === 'up' && before[1] === 'running')
    );
  });
}

const ENSURE = wordList(
  'ensure that, ensure, make sure that, make sure, make certain that, make certain, see to it that, see to it, take care that',
).map((entry) => entry.split(' '));

function withoutEnsure(clause: Clause): Clause {
  const found = ENSURE.find((words) => startsWith(clause, words));
  return found === undefined || clause.length === found.length ? clause : clause.slice(found.length);
}

/** `turn the lights off`, `take gimp off`, `get docker going`. */
function splitVerb(clause: Clause): readonly SaidAs[] {
  const [first] = clause;
  for (const [verb, particle, act] of SPLIT) {
    const at = clause.findIndex(
      ({ kind, word }, place) => place > 1 && kind === 'word' && particle.test(word),
    );
    if (first?.kind !== 'word' || !verb.test(first.word) || at < 0) continue;
    const behind = clause
      .slice(at + 1)
      .filter(({ word }) => !/^(?:this|that|machine|computer|system|server|box|host|please)$/u.test(word));
    return [{ act, words: [...clause.slice(1, at), ...behind], verb: [first] }];
  }
  return [];
}

const SPLIT: readonly (readonly [RegExp, RegExp, SaidAct])[] = [
  [/^(?:turn|switch)$/u, /^on$/u, 'on'],
  [/^(?:turn|switch|shut)$/u, /^off$/u, 'off'],
  [/^shut$/u, /^down$/u, 'off'],
  [/^(?:get|bring|have|let|make)$/u, /^(?:going|running|started|up|working|run|start)$/u, 'on'],
  [/^(?:fire|set)$/u, /^up$/u, 'on'],
  [/^(?:take|kick|throw)$/u, /^(?:off|out|away)$/u, 'unwant'],
  [/^(?:throw|put)$/u, /^(?:in|on)$/u, 'install'],
  [/^(?:have|get)$/u, /^installed$/u, 'install'],
];

/** Orders of their own: what is upgraded, kept, or done with a thing. */
function special(clause: Clause): readonly SaidAs[] {
  const [verb, ...words] = clause;
  if (verb?.kind !== 'word') return [];
  if (/^(?:upgrade|update)$/u.test(verb.word)) return [{ act: 'update', words, verb: [verb] }];
  const kept = words.at(-1);
  if (/^(?:keep|leave)$/u.test(verb.word))
    return [
      {
        act: 'keep',
        words: /^(?:on|enabled|running|alone)$/u.test(kept?.word ?? '') ? words.slice(0, -1) : words,
        verb: [verb],
      },
    ];
  const at = words.findIndex(({ word }) => /^(?:with|using|via|on|through|by)$/u.test(word));
  const [before, behind] = [words.slice(0, Math.max(0, at)), words.slice(at + 1)];
  const aim = at < 0 ? words.findIndex(({ word }) => word === 'for') : -1;
  if (/^(?:enable|use|manage|monitor|watch|turn|activate|handle|do)$/u.test(verb.word)) {
    const on = /^on$/u.test(before[0]?.word ?? '') ? before.slice(1) : before;
    if (isPurpose(on)) return [{ act: 'on', words: behind, verb: [verb] }];
    if (aim > 0 && isPurpose(words.slice(aim + 1)))
      return [{ act: 'on', words: words.slice(0, aim), verb: [verb] }];
  }
  return /^(?:play|browse|edit|watch|draw|record|chat|listen|stream|scan)$/u.test(verb.word) && at >= 0
    ? [{ act: 'do-with', words: words.slice(at + 1), verb: [verb] }]
    : [];
}

/** What a thing is for, where saying so asks for nothing more than the thing. */
function isPurpose(words: Clause): boolean {
  return words.length > 0 && LANGUAGE.purposes.includes(words.map(({ word }) => word).join(' '));
}

/** `nginx running`, `docker off`: the state stands behind what is in it. */
function stateBehind(words: Clause): SaidAs | undefined {
  states ??= phrasesOf(STATES, LANGUAGE.states);
  const found = states.find(
    ([, state]) => words.length > state.length && startsWith(words.slice(-state.length), state),
  );
  if (found === undefined) return undefined;
  const [act, { length }] = found;
  const rest = words.slice(0, -length);
  const bare = /^(?:to|be|is)$/u.test(rest.at(-1)?.word ?? '') ? rest.slice(0, -1) : rest;
  const subject = bare.at(-1)?.word === 'to' ? bare.slice(0, -1) : bare;
  return { act, words: subject, verb: [], bare: true };
}

const MODALS: readonly (readonly string[])[] = wordList(
  'should, must, shall, has to, have to, needs to, need to, ought to, may, can, is to, are to, is going to, will, is supposed to, are supposed to, would, better, should please',
)
  .map((entry) => entry.split(' '))
  .sort((left, right) => right.length - left.length);

/** `X should [not] be Y`: the subject and what is said of it, side by side; `X off`. */
function asStatement(clause: Clause): readonly SaidAs[] {
  for (let at = 1; at < clause.length; at += 1) {
    const modal = MODALS.find((words) => startsWith(clause.slice(at), words));
    if (modal === undefined) continue;
    const subject = clause.slice(0, at);
    return subject.some(isHard) ? [] : predicate(subject, clause.slice(at + modal.length));
  }
  const at = clause.findIndex(
    ({ word }, place) => place > 0 && /^(?:is|are|needs|need|uses|use|gets|listens|runs|does)$/u.test(word),
  );
  if (at > 0 && !clause.slice(0, at).some(isHard))
    return predicate(clause.slice(0, at), clause.slice(at + 1));
  const behind = stateBehind(clause);
  return behind === undefined ||
    behind.words.some(isHard) ||
    /^(?:turn|switch|log|get)$/u.test(clause[0]?.word ?? '')
    ? []
    : [behind];
}

function predicate(subject: Clause, rest: Clause): readonly SaidAs[] {
  states ??= phrasesOf(STATES, LANGUAGE.states);
  const text = rest.map(({ word }) => word).join(' ');
  const unwanted = states.find(([act, words]) => act === 'unwant' && startsWith(rest, words));
  if (unwanted !== undefined)
    return [{ act: 'unwant', words: [...subject, ...afterwards(rest.slice(unwanted[1].length))], verb: [] }];
  if (/^(?:go|go away|leave|disappear|be gone)$/u.test(text))
    return subject.some(({ word }) => word === 'root') ? [] : [{ act: 'unwant', words: subject, verb: [] }];
  const negated = /^(?:not|never)$/u.test(rest[0]?.word ?? '');
  const noLonger =
    /^no longer\b/u.test(text) || (negated && /\b(?:anymore|any more|any longer)$/u.test(text));
  const said = rest.slice(/^no longer\b/u.test(text) ? 2 : negated ? 1 : 0);
  const bare = /^(?:be|get|become|stay|remain|have|use|is)$/u.test(said[0]?.word ?? '')
    ? said.slice(1)
    : said;
  const act: SaidAct = negated || noLonger ? 'off' : 'state';
  const found = states.find(([, words]) => startsWith(bare, words));
  const runs = /^(?:run|start|launch|come up)\b/u.test(bare.map(({ word }) => word).join(' '));
  if (found === undefined && !runs)
    return [{ act: act === 'off' ? 'not' : act, words: [...subject, ...bare], verb: [] }];
  const [state, words] = found ?? ['on', [bare[0]?.word ?? '']];
  const turned: SaidAct = act !== 'off' ? state : state === 'off' ? 'on' : 'off';
  const behind = afterwards(bare.slice(words.length));
  // "May run" says who may do it.
  return [
    {
      act: turned,
      words: [...subject, ...behind],
      verb: [],
      ...(negated && !noLonger ? { unlessOn: true } : {}),
    },
  ];
}

function afterwards(words: Clause): Clause {
  return words.filter(
    ({ word }) => !/^(?:anymore|longer|more|now|automatically|itself)$/u.test(word) && word !== 'any',
  );
}

function startsWith(clause: Clause, words: readonly string[]): boolean {
  return words.every((word, at) => clause[at]?.kind === 'word' && clause[at].word === word);
}

/** The words as their own sentence would have them, for a rule that reads verbs. */
export function asWord(text: string, at: number): WordToken {
  return { kind: 'word', word: text, text, start: at, end: at };
}
