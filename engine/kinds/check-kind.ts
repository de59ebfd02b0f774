import type { Fields, Node } from '../document/reader.ts';
import type { CheckCommon, WrittenCheck } from '../model/runbook.ts';
import type { CodesOf, StepMessage } from '../model/step-message.ts';
import type { CheckResult, LookContext } from './look.ts';
import type { Visitor } from './place.ts';
import type { Schema } from './schema.ts';
import type { Tell } from './tell.ts';
import type { KnownValues, ShownValues } from './values.ts';

/** What a generated runbook may not do, and what helps. */
export interface Refusal {
  readonly message: string;
  readonly fix: string;
}

/**
 * Checks as a planner writes them into a runbook: plain data, and what is left out gets the usual default. The folder of
 * a kind that planners write adds its form.
 */
export interface CheckDrafts {}

export type DraftOf<K extends keyof CheckDrafts> = { readonly kind: K } & CheckDrafts[K] & {
    /** Milliseconds. */
    readonly within?: number;
  };

/** A check of a generated runbook. */
export type DraftCheck = { readonly [K in keyof CheckDrafts]: DraftOf<K> }[keyof CheckDrafts];

/** The form of a kind in `schemas/runbook.schema.json`. */
export interface CheckSchema {
  /** What stands under the key of the kind. */
  readonly subject: Schema;
  /** Keys beside it that no other kind has. */
  readonly keys?: Readonly<Record<string, Schema>>;
  /** The words that `is` may be, where the kind has that key. */
  readonly is?: readonly string[];
  /** What else must hold of a check of this kind. */
  readonly rule?: Schema;
}

/**
 * Everything there is to know of one kind of check. The members are methods, so that the kind of one check can stand in
 * a list of kinds of any check; whoever calls them has found the kind by the check's own `kind`.
 */
export interface CheckKind<
  C extends CheckCommon & { readonly kind: string } = WrittenCheck,
  K extends string = string,
> {
  /** The key that makes it a check of this kind. */
  readonly kind: C['kind'];
  /** How it is written and when it holds, for the table in docs/RUNBOOKS.md; both in Markdown. */
  readonly help: { readonly form: string; readonly holds: string };
  /** The keys that may stand beside it, besides `within`. */
  readonly keys: readonly K[];
  readonly schema: CheckSchema;
  /** A first sample is often wrong, so it is looked at for a while unless the author says otherwise. */
  readonly probe?: true;
  /** Reads what stands under its key and beside it; undefined where a finding says why not. */
  parse(subject: Node, fields: Fields<K>, common: CheckCommon): C | undefined;
  /** The same check after a visitor was at each place where text of the author stands. */
  visit(check: C, at: Visitor): C;
  /** Why a generated runbook may not look so before a person approved, beyond what its places take. */
  refuseUnapproved?(check: C): Refusal | undefined;
  /** Looks at the host once. */
  look(check: C, context: LookContext): Promise<CheckResult>;
  /** The units whose log says why it does not hold. */
  reasonsIn?(check: C, values: KnownValues): readonly string[];
  /** The program that it starts on the host, where it does. */
  runs?(check: C, shown: ShownValues): string;
  /** What it is about in a few words, for a drawn graph. */
  label(check: C, shown: ShownValues): string;
  /** What it says must be so, for what a run says. */
  claim(check: C, values: KnownValues): StepMessage<CodesOf<C['kind']>>;
  /** What it claims, and what it found instead, in English. */
  tell(said: StepMessage<CodesOf<C['kind']>>, tell: Tell): string;
  /** What it says must be so, for who asks why a plan is as it is. */
  explain(check: C, shown: ShownValues): string;
  /** What it says must be so, for the handbook: whole, and in Markdown. */
  document(check: C, shown: ShownValues): string;
  /** As a runbook is written: its keys but for `within`. */
  render?(draft: DraftCheck): Readonly<Record<string, unknown>>;
}
