import type { Position } from '../model/finding.ts';
import type { PathUse } from '../model/policy.ts';
import type { Written, WrittenCheck, WrittenPath } from '../model/runbook.ts';
import type { SinkName } from './sinks.ts';

/** Types of CEL that a place takes; undefined takes every type. */
export type Wanted = readonly string[] | undefined;
export const TEXT: Wanted = ['string'];
/** A name, or a parameter that is a list of them. */
export const NAMES: Wanted = ['string', 'list<string>'];
/** What is written out as text: numbers and truth values too. */
export const WORD: Wanted = ['string', 'int', 'double', 'bool'];
export const INTEGER: Wanted = ['int'];
export const INTEGERS: Wanted = ['list<int>'];
export const ANYTHING: Wanted = undefined;

/** What a place of a step or check takes, and what its text does there. */
export interface TextPlace {
  readonly type: Wanted;
  /** Absent where text does nothing: it is shown, compared, or a number. */
  readonly sink?: SinkName;
  /** What the plain text of a generated runbook must be like here. */
  readonly allows?: (text: string) => boolean;
  /** It is a path that policy has rules about. */
  readonly policy?: PathUse;
  /** It is computed before any step runs, so it can use no output. */
  readonly early?: true;
}

/** What stands in an option's path. */
export type PathPlace = Pick<TextPlace, 'sink' | 'allows'>;

/**
 * Is handed every place of a step or check, and gives what stands there from then on. The check of references, the look
 * for what text may reach, policy's gates, and the arguments of a call are one visitor each: so a kind says once which
 * places it has, and none can be forgotten by one of them.
 */
export interface Visitor {
  readonly value: (written: Written, place: TextPlace) => Written;
  /** Program and arguments. */
  readonly argv: (argv: readonly Written[]) => readonly Written[];
  readonly path: (path: WrittenPath, place?: PathPlace) => WrittenPath;
  /** A check within a step, with places of its own. */
  readonly check: (check: WrittenCheck) => WrittenCheck;
  /** The same visitor, for places that are written elsewhere than where the step or check begins. */
  readonly at: (position: Position) => Visitor;
}

/** A member that may be absent: `...visitOptional('contains', check.contains, at, { type: TEXT })`. */
export function visitOptional<K extends string>(
  name: K,
  written: Written | undefined,
  at: Visitor,
  place: TextPlace,
): { readonly [name in K]?: Written } {
  const found: { [name in K]?: Written } = {};
  if (written !== undefined) found[name] = at.value(written, place);
  return found;
}
