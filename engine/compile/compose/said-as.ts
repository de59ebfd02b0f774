import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { wordList } from '../grammar/word-list.ts';
import { isHard } from './said.ts';

/** What a clause wants done, as far as its verb tells. */
export type SaidAct =
  | 'on'
  | 'off'
  | 'install'
  | 'remove'
  | 'want'
  | 'set'
  | 'add'
  | 'join'
  | 'allow'
  | 'forbid'
  | 'state'
  | 'none';

/** A clause taken apart: what its verb wants, and what that is said of. */
export interface SaidAs {
  readonly act: SaidAct;
  /** The words without the verb, in the order they were written. */
  readonly words: Clause;
  readonly verb: Clause;
}

/** Verbs and wishes at the beginning of a clause. */
const OPENINGS: Readonly<Record<Exclude<SaidAct, 'state' | 'none'>, string>> = {
  on: `enable, activate, turn on, switch on, start, start up, run, set up, setup, launch, fire up, bring up, spin up, boot up, host, deploy,
    serve, provide, operate, stand up, try, try out`,
  off: 'disable, deactivate, turn off, switch off, stop, shut off, shut down, kill, do not, never, no, avoid, i do not want, we do not want',
  install: `install, grab, fetch, download, throw in, throw on, pull in, get hold of, put, stick, get me, give me, fetch me,
    grab me, put on, load up, pick up, set me up with`,
  remove:
    'uninstall, remove, delete, get rid of, drop, ditch, take off, throw out, kick out, wipe off, deinstall, lose, dump',
  want: `i want, we want, i need, we need, i would like, we would like, i would love, we would love, want, need, get, have, i want to have,
    i want to use, i need to use, i want to run, can i have, could i have, may i have, can we have, could we have, i want to try, let me have,
    let us have, i prefer, we prefer, i could use, we could use, i like, we like, i am looking for, we are looking for`,
  set: `set, change, make, keep, adjust, configure, switch, raise, lower, limit, increase, decrease, use, restrict, cap, reduce, bump, pick,
    choose, select, move, point, tune, store, save, bind, write, leave, i want, fix, go with, go for, default to, turn, update, collect`,
  add: 'add, append, include, attach, register, extend, put, pass, give',
  join: 'join, connect to, connect, serve, share, publish',
  allow: 'allow, permit, let, accept, grant, enable, open',
  forbid:
    'forbid, deny, disallow, prohibit, prevent, block, refuse, reject, ban, do not allow, do not let, never allow, never let, disable',
};

const LONGEST_FIRST: readonly (readonly [Exclude<SaidAct, 'state' | 'none'>, readonly string[]])[] =
  Object.entries(OPENINGS)
    .flatMap(([act, text]) =>
      wordList(text).map((entry) => [act as Exclude<SaidAct, 'state' | 'none'>, entry.split(' ')] as const),
    )
    .sort(([, left], [, right]) => right.length - left.length);

/**
 * Every way of taking the clause apart, the likelier first: by the verb it begins with, by one that stands apart
 * (`turn X off`), or as a statement (`X should be Y`).
 */
export function readingsOfClause(clause: Clause): readonly SaidAs[] {
  const apart = splitVerb(clause);
  const statement = asStatement(clause);
  const opened = LONGEST_FIRST.filter(([, words]) => startsWith(clause, words));
  const longest = Math.max(0, ...opened.map(([, { length }]) => length));
  const byVerb = opened
    .filter(([, { length }]) => length === longest)
    .map(([act]) => ({ act, words: clause.slice(longest), verb: clause.slice(0, longest) }));
  const all = [...apart, ...byVerb, ...statement].filter(({ words }) => words.length > 0);
  return all.length > 0 ? all : [{ act: 'none', words: clause, verb: [] }];
}

/** `turn the lights off`, `take gimp off`, `get docker going`. */
function splitVerb(clause: Clause): readonly SaidAs[] {
  const [first] = clause;
  for (const [verb, particle, act] of SPLIT) {
    const at = clause.findIndex(
      ({ kind, word }, place) => place > 1 && kind === 'word' && particle.test(word),
    );
    if (first?.word === verb && at > 0)
      return [{ act, words: [...clause.slice(1, at), ...clause.slice(at + 1)], verb: [first] }];
  }
  return [];
}

const SPLIT: readonly (readonly [string, RegExp, SaidAct])[] = [
  ['turn', /^on$/u, 'on'],
  ['turn', /^off$/u, 'off'],
  ['switch', /^on$/u, 'on'],
  ['switch', /^off$/u, 'off'],
  ['shut', /^(?:off|down)$/u, 'off'],
  ['get', /^(?:going|running|started|up|working)$/u, 'on'],
  ['bring', /^up$/u, 'on'],
  ['fire', /^up$/u, 'on'],
  ['set', /^up$/u, 'on'],
  ['take', /^(?:off|out|away)$/u, 'remove'],
  ['throw', /^(?:out|away)$/u, 'remove'],
  ['kick', /^(?:off|out)$/u, 'remove'],
  ['throw', /^(?:in|on)$/u, 'install'],
  ['put', /^(?:in|on)$/u, 'install'],
];

const MODALS: readonly (readonly string[])[] = wordList(
  'should, must, shall, has to, have to, needs to, need to, ought to, may, can, is to, is going to, will, is supposed to, are supposed to, would, better',
)
  .map((entry) => entry.split(' '))
  .sort((left, right) => right.length - left.length);

/** `X should [not] be Y`: the subject and what is said of it, side by side. */
function asStatement(clause: Clause): readonly SaidAs[] {
  for (let at = 1; at < clause.length - 1; at += 1) {
    const modal = MODALS.find((words) => startsWith(clause.slice(at), words));
    if (modal === undefined) continue;
    const subject = clause.slice(0, at);
    if (subject.some(isHard)) return [];
    return predicate(subject, clause.slice(at + modal.length));
  }
  const at = clause.findIndex(
    ({ word }, place) => place > 0 && /^(?:is|are|needs|need|uses|use|gets|listens|runs)$/u.test(word),
  );
  return at > 0 && !clause.slice(0, at).some(isHard)
    ? predicate(clause.slice(0, at), clause.slice(at + 1))
    : [];
}

function predicate(subject: Clause, rest: Clause): readonly SaidAs[] {
  const [first, second] = rest;
  const negated = /^(?:not|never)$/u.test(first?.word ?? '');
  const noLonger = first?.word === 'no' && second?.word === 'longer';
  const said = rest.slice(negated ? 1 : noLonger ? 2 : 0);
  const bare = /^(?:be|get|become|stay|have|use|is)$/u.test(said[0]?.word ?? '') ? said.slice(1) : said;
  const act: SaidAct = negated || noLonger ? 'off' : 'state';
  const [state, ...behind] = bare;
  const switched = state === undefined ? undefined : STATES.get(state.word);
  if (switched !== undefined) {
    const turned: SaidAct = act === 'off' ? (switched === 'off' ? 'on' : 'off') : switched;
    return [{ act: turned, words: [...subject, ...behind], verb: [] }];
  }
  return [{ act, words: [...subject, ...bare], verb: [] }];
}

const STATES: ReadonlyMap<string, SaidAct> = new Map([
  ...wordList('on, running, enabled, active, activated, started, up').map((word) => [word, 'on'] as const),
  ...wordList('off, disabled, stopped, inactive, deactivated').map((word) => [word, 'off'] as const),
  ...wordList('installed').map((word) => [word, 'install'] as const),
  ...wordList('removed, uninstalled, deleted, gone').map((word) => [word, 'remove'] as const),
]);

function startsWith(clause: Clause, words: readonly string[]): boolean {
  return words.every((word, at) => clause[at]?.kind === 'word' && clause[at].word === word);
}

/** The words as their own sentence would have them, for a rule that reads verbs. */
export function asWord(text: string, at: number): WordToken {
  return { kind: 'word', word: text, text, start: at, end: at };
}
