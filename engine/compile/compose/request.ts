import type { Edit } from '../../model/options/value.ts';
import type { Clause } from '../grammar/clauses.ts';
import type { ClauseReading, Context } from '../context.ts';
import { askQuestion, type AskReading, type TaskReading } from '../understanding.ts';
import { composeClause } from './compose.ts';
import { taskOf } from './frames/tasks.ts';
import { withPrograms } from './whole.ts';
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
 */
export function composeRequest(
  clauses: readonly Clause[],
  first: Context,
  read: ReadClause,
): ComposedRequest | undefined {
  const task = clauses.length <= 2 ? taskOf(clauses.flat()) : undefined;
  if (task !== undefined) return { kind: 'task', task };
  let context = first;
  const edits: Edit[] = [];
  const aside: string[] = [];
  const open: { readonly clause: Clause; readonly offers: readonly (readonly Edit[])[] }[] = [];
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
    if (composed.kind === 'offer') open.push({ clause, offers: composed.offers });
    else {
      edits.push(...composed.edits);
      if (composed.things !== undefined) context = { ...context, last: composed.things };
      if (composed.aside.length > 0) aside.push(textOf(composed.aside, first.sentence));
    }
  }
  if (open.length === 0) return { kind: 'edits', edits: withPrograms(edits, context), aside, context };
  return question(edits, open, first.sentence);
}

/** "…, but only for bob" belongs to what stands before it; "…, switch please" says again that it is wanted. */
function joinRestrictions(clauses: readonly Clause[]): readonly Clause[] {
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

function question(
  understood: readonly Edit[],
  open: readonly { readonly clause: Clause; readonly offers: readonly (readonly Edit[])[] }[],
  sentence: string,
): AskReading | undefined {
  const [first, ...more] = open;
  if (first === undefined || more.length > 0) return undefined;
  const choices = first.offers.flatMap((offer) => sayEdits([...understood, ...offer]) ?? []);
  const alone = understood.length === 0 ? [] : [sayEdits(understood)];
  const all = [...new Set([...choices, ...alone.filter((one) => one !== undefined)])].slice(0, 4);
  if (all.length === 0) return undefined;
  return askQuestion(
    `I did not fully understand '${textOf(first.clause, sentence).slice(0, 120)}'. Do you mean one of these?`,
    all,
    'not-understood',
  );
}

function textOf(clause: Clause, sentence: string): string {
  const [start, end] = [
    Math.min(...clause.map((token) => token.start)),
    Math.max(...clause.map((token) => token.end)),
  ];
  return sentence.slice(start, end);
}
