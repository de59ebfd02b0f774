import type { Edit } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { ClauseReading, Context } from '../context.ts';
import { askQuestion, type AskReading, type TaskReading } from '../understanding.ts';
import { composeClause } from './compose.ts';
import { likelyEdits } from '../retrieve/likely-edits.ts';
import { readFrames } from '../frames/read-frames.ts';
import { sayEdits } from './say.ts';

/** One clause as the rules read it, with what it named; nothing where none of them does. */
export type ReadClause = (
  clause: Clause,
  context: Context,
) => { readonly readings: readonly ClauseReading[]; readonly context: Context } | undefined;

/** All clauses read, with the words that only said why; or the question about those that were not. */
export type ComposedRequest =
  | {
      readonly kind: 'edits';
      readonly edits: readonly Edit[];
      readonly aside: readonly string[];
      readonly context: Context;
    }
  | TaskReading
  | AskReading;

/**
 * Reads a request clause by clause, by the rules or by its parts. What was understood is kept: a question is about the
 * rest, and each of its choices is a request for all of it. Nothing where no choice can be offered.
 *
 * @param guesses - Whether what the words are about may be offered, though nothing is named.
 */
export function composeRequest(
  clauses: readonly Clause[],
  first: Context,
  read: ReadClause,
  guesses: boolean,
): ComposedRequest | undefined {
  const task = clauses.length === 2 ? readFrames(clauses.flat(), first) : undefined;
  if (task?.kind === 'task') return task;
  let context = first;
  const edits: Edit[] = [];
  const aside: string[] = [];
  const open: OpenClause[] = [];
  for (const clause of joinRestrictions(clauses)) {
    const known = read(clause, context);
    const understood = known?.readings.every(({ kind }) => kind === 'edits') === true ? known : undefined;
    if (understood !== undefined) {
      edits.push(
        ...understood.readings.flatMap((reading) => (reading.kind === 'edits' ? reading.edits : [])),
      );
      context = understood.context;
      continue;
    }
    if (known?.readings.some(isDecided) === true) return undefined;
    const before = context;
    const composed = composeClause(clause, context, (other) => read(other, before)?.readings);
    if (composed.kind === 'offer')
      open.push({ clause, offers: [...composed.offers, ...(guesses ? likelyEdits(clause, context) : [])] });
    else {
      edits.push(...composed.edits);
      if (composed.things !== undefined) context = { ...context, last: composed.things };
      if (composed.aside.length > 0) aside.push(textOf(composed.aside, first.sentence));
    }
  }
  if (open.length === 0) return { kind: 'edits', edits, aside, context };
  return question(edits, open, first.sentence);
}

/** "…, but only for bob" belongs to what stands before it; "…, switch please" says again that it is wanted. */
export function joinRestrictions(clauses: readonly Clause[]): readonly Clause[] {
  const joined: Clause[] = [];
  for (const clause of clauses) {
    const previous = joined.at(-1);
    const [first, second] = clause;
    const restricts =
      /^(?:only|just)$/u.test(first?.word ?? '') &&
      /^(?:for|with|on|from|to|as|by|via|over|in|at)$/u.test(second?.word ?? '');
    const again =
      clause.length === 1 &&
      /^(?:switch|change|do|set|replace|update|install|enable)$/u.test(first?.word ?? '');
    if (previous !== undefined && restricts) joined.splice(-1, 1, [...previous, ...clause]);
    else if (previous === undefined || !again) joined.push(withoutAgain(clause));
  }
  return joined;
}

/** `…, switch`: the verb alone behind a comma wants what stands before it. */
function withoutAgain(clause: Clause): Clause {
  const [before, last] = clause.slice(-2);
  const again =
    before?.kind === 'separator' &&
    last?.kind === 'word' &&
    /^(?:switch|change|do|replace|swap)$/u.test(last.word);
  return again && clause.length > 2 ? clause.slice(0, -2) : clause;
}

/** What a rule knows to be an operation, or nothing that a configuration says, is no change in other words. */
function isDecided(reading: ClauseReading): boolean {
  return reading.kind === 'task' || (reading.kind === 'refuse' && reading.why === 'not-configuration');
}

/** A clause that was not understood, and what it may mean, the likelier first. */
interface OpenClause {
  readonly clause: Clause;
  readonly offers: readonly (readonly Edit[])[];
}

/** Most choices of a question, and of those that leave out what was not understood. */
const MOST_CHOICES = 4;

function question(
  understood: readonly Edit[],
  open: readonly OpenClause[],
  sentence: string,
): AskReading | undefined {
  const whole = together(open.map(({ offers }) => offers.slice(0, MOST_CHOICES)));
  const choices = whole.flatMap((offer) => sayEdits([...understood, ...offer]) ?? []);
  const alone = understood.length === 0 ? [] : [sayEdits(understood)];
  const all = [...new Set(choices)].slice(0, MOST_CHOICES - alone.length);
  const shown = [...new Set([...all, ...alone.filter((one) => one !== undefined)])];
  if (shown.length === 0) return undefined;
  const text = open.map(({ clause }) => `'${textOf(clause, sentence).slice(0, 120)}'`).join(' and ');
  return askQuestion(
    `I did not fully understand ${text}. Do you mean one of these?`,
    shown,
    'not-understood',
  );
}

/** One offer of each clause side by side, the likeliest of all first; nothing where one clause has none. */
function together(offers: readonly (readonly (readonly Edit[])[])[]): readonly (readonly Edit[])[] {
  const [first, ...more] = offers;
  if (first === undefined) return [];
  if (more.length === 0) return first;
  return together(more).flatMap((rest) => first.map((edits) => [...edits, ...rest]));
}

function textOf(clause: Clause, sentence: string): string {
  const [start, end] = [
    Math.min(...clause.map((token) => token.start)),
    Math.max(...clause.map((token) => token.end)),
  ];
  return sentence.slice(start, end);
}
