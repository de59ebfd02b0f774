import { type Clause, verbLength } from './clauses.ts';
import type { ClauseReading, Context, Intent, Rule } from '../context.ts';
import { INTENTS } from '../intents/index.ts';
import { LazyPattern, vocabulary } from './lazy-pattern.ts';

/** Longest clause that is read, in words: real ones are far shorter, and matching grows with the length. */
const MAX_WORDS = 80;

/**
 * The meaning of one clause, or nothing where no rule covers all its words. A clause that fails as a whole is tried
 * as several with the same verb: `set the timezone to UTC and the hostname to atlas`.
 */
export function readClause(clause: Clause, context: Context): ClauseReading | undefined {
  return readWithRule(clause, context)?.reading;
}

/** Every word that some pattern contains. */
export function isPatternWord(word: string): boolean {
  known ??= vocabulary(RULES.flatMap(({ patterns }) => patterns.map(({ text }) => text)));
  return known.has(word);
}

interface ReadRule {
  readonly reading: ClauseReading;
  readonly intent: Intent;
  readonly rule: Rule;
}

interface LazyRule {
  readonly intent: Intent;
  readonly rule: Rule;
  readonly patterns: readonly LazyPattern[];
}

const RULES: readonly LazyRule[] = INTENTS.flatMap((intent) =>
  intent.rules.map((rule) => ({
    intent,
    rule,
    patterns: rule.patterns.map((text) => new LazyPattern(text)),
  })),
);

let known: ReadonlySet<string> | undefined;

function readWithRule(clause: Clause, context: Context): ReadRule | undefined {
  if (clause.length > MAX_WORDS) {
    return undefined;
  }
  return readWhole(clause, context) ?? readParts(clause, context);
}

function readWhole(clause: Clause, context: Context): ReadRule | undefined {
  const words = new Set(clause.map((token) => token.word));
  for (const { intent, rule, patterns } of RULES) {
    for (const pattern of patterns) {
      for (const slots of pattern.cover(clause, words)) {
        const reading = rule.read(slots, context);
        if (reading !== undefined) {
          return { reading, intent, rule };
        }
      }
    }
  }
  return undefined;
}

function readParts(clause: Clause, context: Context): ReadRule | undefined {
  const verb = clause.slice(0, verbLength(clause));
  for (let at = clause.length - 2; at > verb.length; at -= 1) {
    if (verb.length > 0 && clause[at]?.kind === 'separator') {
      const left = clause[at - 1]?.kind === 'separator' ? undefined : readWhole(clause.slice(0, at), context);
      const after = left === undefined ? context : withLast(left.reading, context);
      const right = left && readWithRule([...verb, ...clause.slice(at + 1)], after);
      if (left !== undefined && right !== undefined && mayStandSideBySide(left, right)) {
        return { ...left, reading: joinReadings(left.reading, right.reading) };
      }
    }
  }
  return undefined;
}

/** What the left part was about is what the right part may mean, too. */
function withLast(reading: ClauseReading, context: Context): Context {
  return reading.kind === 'edits' && reading.things !== undefined
    ? { ...context, last: reading.things }
    : context;
}

/** Two rules of one family may differ in a part meant for both ("for bob"); then it was not understood. */
function mayStandSideBySide(left: ReadRule, right: ReadRule): boolean {
  return left.rule === right.rule || (left.intent === right.intent && left.intent.independent === true);
}

function joinReadings(left: ClauseReading, right: ClauseReading): ClauseReading {
  if (left.kind !== 'edits') {
    return left;
  }
  return right.kind === 'edits' ? { ...right, edits: [...left.edits, ...right.edits] } : right;
}
