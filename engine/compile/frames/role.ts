import type { NixValue } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { Context } from '../context.ts';
import type { AskReading, RefuseReading } from '../understanding.ts';
import type { FrameRole } from './frame-data.ts';
import type { SpottedWords } from './spotted-words.ts';

/** What fills a role, and the words that say it. */
export interface Filled {
  readonly values: readonly NixValue[];
  readonly used: Clause;
}

/** Fills a role from the words of a clause: nothing where it is not said, a question where it is said, but not so. */
export type FillRole = (
  role: FrameRole,
  words: SpottedWords,
  context: Context,
) => Filled | AskReading | RefuseReading | undefined;

export function filled(used: Clause, ...values: readonly NixValue[]): Filled {
  return { values, used };
}

/** The only one of some tokens, as it is written. */
export function onlyToken(tokens: Clause): Filled | undefined {
  const [only, ...more] = tokens;
  return only === undefined || more.length > 0 ? undefined : filled([only], only.text);
}

/** Each of some tokens, as they are written. */
export function eachToken(tokens: Clause): Filled | undefined {
  return tokens.length === 0 ? undefined : filled(tokens, ...tokens.map(({ text }) => text));
}
