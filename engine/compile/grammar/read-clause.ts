import { readFrames, readOperation, askWhatLacks } from '../frames/read-frames.ts';
import { readLookUp } from '../questions/look-up.ts';
import { readNamedOption } from '../things/named-option.ts';
import { readThings } from '../things/read-things.ts';
import type { ClauseReading, Context } from '../context.ts';
import { type Clause, verbLength } from './clauses.ts';

/** Longest clause that is read, in words: real ones are far shorter. */
const MAX_WORDS = 80;

/**
 * The meaning of one clause, or nothing where its words are not all understood. A clause that fails as a whole is tried
 * as several with the same verb: `set the timezone to UTC and the hostname to atlas`.
 */
export function readClause(clause: Clause, context: Context): ClauseReading | undefined {
  return clause.length > MAX_WORDS ? undefined : readWithRest(clause, context)?.reading;
}

interface ReadBy {
  readonly reading: ClauseReading;
  readonly by: keyof typeof READERS;
}

/** Who reads a clause, in this order: what is done once, what is looked up, kinds of wishes, options and things by name. */
const READERS = {
  operation: readOperation,
  'look-up': readLookUp,
  frame: readFrames,
  option: readNamedOption,
  things: readThings,
  lacking: askWhatLacks,
} as const;

function readWithRest(clause: Clause, context: Context): ReadBy | undefined {
  const whole = readWhole(clause, context);
  // A name that nothing has may be several things side by side.
  if (whole !== undefined && (whole.by !== 'things' || whole.reading.kind === 'edits')) return whole;
  const parts = readParts(clause, context);
  return whole === undefined || parts?.reading.kind === 'edits' ? parts : whole;
}

function readWhole(clause: Clause, context: Context): ReadBy | undefined {
  for (const by of ['operation', 'look-up', 'frame', 'option', 'things', 'lacking'] as const) {
    const reading = READERS[by](clause, context);
    if (reading !== undefined) return { reading, by };
  }
  return undefined;
}

function readParts(clause: Clause, context: Context): ReadBy | undefined {
  const verb = clause.slice(0, verbLength(clause));
  for (let at = clause.length - 2; at > verb.length; at -= 1) {
    if (verb.length === 0 || clause[at]?.kind !== 'separator') continue;
    const left = clause[at - 1]?.kind === 'separator' ? undefined : readWhole(clause.slice(0, at), context);
    const after = left === undefined ? context : withLast(left.reading, context);
    const right = left && readWithRest([...verb, ...clause.slice(at + 1)], after);
    if (left !== undefined && right !== undefined && mayStandSideBySide(left, right)) {
      return { ...left, reading: joinReadings(left.reading, right.reading) };
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

/** A part may be meant for both: "emacs, and htop for bob". */
function mayStandSideBySide(left: ReadBy, right: ReadBy): boolean {
  return (
    left.by === right.by &&
    (left.by !== 'things' || isForSomebody(left.reading) === isForSomebody(right.reading))
  );
}

function isForSomebody(reading: ClauseReading): boolean {
  return (
    reading.kind === 'edits' &&
    reading.edits.some(({ path }) => /^(?:users|home-manager)$/u.test(path[0] ?? ''))
  );
}

function joinReadings(left: ClauseReading, right: ClauseReading): ClauseReading {
  if (left.kind !== 'edits') {
    return left;
  }
  return right.kind === 'edits' ? { ...right, edits: [...left.edits, ...right.edits] } : right;
}
