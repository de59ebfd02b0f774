import type { Clause } from '../grammar/clauses.ts';
import type { WordToken } from '../grammar/tokens.ts';
import { LANGUAGE, phraseList } from '../language.ts';
import type { FormWords } from './form-words.ts';
import { saysHere } from './spotted-words.ts';

/** Whether a clause wants something or not, and the words that tell; undefined where it says so twice. */
export interface ReadTurn {
  readonly off: boolean | undefined;
  readonly used: ReadonlySet<WordToken>;
  /** Words that turn nothing round here. */
  readonly spared: readonly WordToken[];
  /** A verb of the form's own says so: "revoke", and not "should not". */
  readonly byVerb: boolean;
}

/** Reads the verbs and negations of a clause that are no words of the form itself. */
export function turnOf(clause: Clause, own: FormWords, isOwn: (token: WordToken) => boolean): ReadTurn {
  const used = new Set<WordToken>();
  let turned = 0;
  let byForm = 0;
  const spared: WordToken[] = [];
  for (let at = 0; at < clause.length;) {
    const here = (phrases: readonly (readonly string[])[]): Clause => {
      const phrase = phrases.find((words) => saysHere(clause, at, words));
      return clause.slice(at, at + (phrase?.length ?? 0));
    };
    // "Not more than" limits, and turns nothing round.
    const limits =
      /^(?:not|no|never)$/u.test(clause[at]?.word ?? '') &&
      clause.slice(at + 1, at + 6).some(({ word }) => /^(?:than|exceed|beyond)$/u.test(word));
    const nothing = limits ? clause.slice(at, at + 1) : here(own.consumes);
    const [formed, plain] = nothing.length > 0 ? [[], []] : [here(own.off), here(OFF())];
    const counts =
      formed.length >= plain.length && formed.length > 0 ? formed : plain.every(isOwn) ? [] : plain;
    if (counts.length > 0) turned += 1;
    if (counts === formed && formed.length > 0) byForm += 1;
    spared.push(...nothing);
    [...nothing, ...counts].forEach((token) => used.add(token));
    at += Math.max(1, nothing.length, counts.length);
  }
  for (const phrase of [...own.on, ...ON(), ...(turned > 0 ? BESIDE() : [])]) {
    clause.forEach((_, at) => {
      if (saysHere(clause, at, phrase))
        clause.slice(at, at + phrase.length).forEach((token) => used.add(token));
    });
  }
  // "Disable passwordless sudo" takes back what the form's own word says.
  const twice = turned === 2 && byForm === 1 ? false : undefined;
  return { off: turned > 1 ? twice : turned === 1, used, byVerb: byForm > 0, spared };
}

const lazily = (make: () => readonly (readonly string[])[]): (() => readonly (readonly string[])[]) => {
  let made: readonly (readonly string[])[] | undefined;
  return () => (made ??= make());
};

const OFF = lazily(() => phraseList(LANGUAGE.turning.off));
const ON = lazily(() => phraseList(LANGUAGE.turning.on));
/** Said beside a negation: "no longer", "any more". */
const BESIDE = lazily(() => phraseList(LANGUAGE.turning.beside));
