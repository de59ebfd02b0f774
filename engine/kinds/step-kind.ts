import type { Node } from '../document/reader.ts';
import type { Finding, Position, Result } from '../model/finding.ts';
import type { Inverse, StateEffect } from '../model/graph.ts';
import type { StepAct } from '../model/plan.ts';
import type { RuleEffect } from '../model/policy.ts';
import type { Step, StepCommon, Written, WrittenEdit } from '../model/runbook.ts';
import type { CheckKind, Refusal } from './check-kind.ts';
import type { Performance } from './perform.ts';
import type { Visitor } from './place.ts';
import type { CodesOf, StepMessage } from '../model/step-message.ts';
import type { Schema } from './schema.ts';
import type { Tell } from './tell.ts';
import type { OutputFields } from './value-types.ts';
import type { ShownValues } from './values.ts';

/** The kinds that a runbook may use. What is added to them is a value handed in, never a change of this one. */
export interface Kinds {
  readonly steps: readonly StepKind[];
  readonly checks: readonly CheckKind[];
}

type AnyStep = StepCommon & { readonly kind: string };

/** What a step of a kind says under its own key. */
export type OwnOf<S extends AnyStep> = S extends AnyStep ? Omit<S, keyof StepCommon> : never;

/** The form of a kind in `schemas/runbook.schema.json`. */
export interface StepSchema {
  /** What stands under its key. */
  readonly subject: Schema;
  /** Definitions that it refers to and that no other kind has. */
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Values that are known before anything runs: parameters, and expressions over them. */
export interface EarlyValues {
  readonly value: (written: Written, position: Position) => Result<unknown>;
  readonly text: (written: Written, position: Position) => Result<string>;
}

/**
 * Everything there is to know of one kind of step. The members are methods, so that the kind of one step can stand in a
 * list of kinds of any step; whoever calls them has found the kind by the step's own `kind`.
 */
interface StepKindCommon<S extends AnyStep> {
  /** The key that makes it a step of this kind. */
  readonly kind: S['kind'];
  readonly schema: StepSchema;
  /** What `{ output: step.field }` may name of it. */
  readonly outputs: OutputFields;
  /** Reads what stands under its key; undefined where a finding says why not. */
  parse(node: Node, kinds: Kinds): OwnOf<S> | undefined;
  /** The same step after a visitor was at each place where text of the author stands. */
  visit(step: S, at: Visitor): S;
  /** Puts the values in that the engine itself acts on, or RES006 where one is not of its form. */
  bind?(step: S, values: EarlyValues): Result<S>;
  /** What the order of all steps must be like where this kind is among them. */
  checkOrder?(steps: readonly Step[], kinds: Kinds): readonly Finding[];
  /** What it does, for the handbook: a phrase of Markdown, after its id. */
  document(step: S, shown: ShownValues): string;
}

/** A kind that is part of the one change of a run. */
export interface ChangeKind<S extends AnyStep = Step> extends StepKindCommon<S> {
  readonly part: 'change';
  /** The edits of the configuration that it asks for. */
  edits?(step: S): readonly WrittenEdit[];
  /** The inputs of the configuration that it brings up to date: `all`, or names; bound. */
  inputs?(step: S): 'all' | readonly string[];
  /** A line of Markdown for each thing that it changes. */
  documentParts?(step: S, shown: ShownValues): readonly string[];
}

/** The kind whose steps are replaced by those of another runbook before anything else is looked at. */
export interface CallKind<S extends AnyStep = Step> extends StepKindCommon<S> {
  readonly part: 'call';
}

/** A kind whose steps are states of a run. */
export interface StateKind<S extends AnyStep = Step> extends StepKindCommon<S>, Performance<S> {
  readonly part: 'state';
  /**
   * It looks at the host (`checks`) or says something (`tells`), and does no more: a run may end without it where there
   * is nothing to change, and it is done after the boot where the new system is not live before.
   */
  readonly looks?: 'checks' | 'tells';
  /** A person is asked: their refusal is an outcome, and what comes after their yes was approved. */
  readonly asks?: true;
  /** The host is booted anew in it: the run waits, and what comes after runs in the booted system. */
  readonly reboots?: true;
  /** It needs nothing to do where the change of the run comes to nothing. */
  idles?(step: S): boolean;
  /** What the graph says of its state. */
  effect(step: S): StateEffect;
  /** Milliseconds of one attempt, where the author does not say. */
  timeLimit?(step: S): number;
  /** What the judge of paths holds the graph to, whatever that says. */
  readonly nature: StateNature<S>;
  /** What policy's rules about effects know it as; absent where it only looks, waits or asks. */
  risk?(step: S): RuleEffect | undefined;
  /** Why a generated runbook may not have it, beyond what its places take. */
  refuseGenerated?(step: S, approved: boolean): Refusal | undefined;
  /** What it does on the host, one thing after another; where it does not say, its label does. */
  acts?(step: S, shown: ShownValues, kinds: Kinds): readonly StepAct[];
  /** What a person has to know of it before they approve the plan. */
  warn?(step: S): string;
  /** What it says in a run, in English. */
  tell(said: StepMessage<CodesOf<S['kind']>>, tell: Tell): string;
  /** What it does in a few words, for a drawn graph. */
  label(step: S, shown: ShownValues, kinds: Kinds): string;
  /** How it is taken back, for who asks why a plan is as it is. */
  explainUndo?(step: S, shown: ShownValues): string;
  /** What a rollback does about it, for the handbook. */
  documentUndo?(step: S, shown: ShownValues): string | undefined;
  /** What stays of it whatever a rollback does, for the handbook. */
  documentRest?(step: S, shown: ShownValues): string | undefined;
}

export type StepKind = ChangeKind | CallKind | StateKind;

/** The second reading of a state: what it does by being what it is. */
export interface StateNature<S extends AnyStep = Step> {
  /** It changes the host, whatever its graph says. */
  changesHost(step: S): boolean;
  /** The inverse, besides `irreversible`, that does take it back. */
  takenBackBy(step: S): Inverse | undefined;
  /** The engine does it, and doing it twice is as good as once. Of a command nobody but its author knows. */
  readonly own?: true;
  /** What is gone after it is nothing that a rollback needs. */
  readonly keepsTargets?: true;
}

/** The nature of what looks, waits, tells or asks. */
export const CHANGES_NOTHING: StateNature = {
  changesHost: () => false,
  takenBackBy: () => undefined,
};

/** The effect of what looks, waits, tells or asks. */
export const NO_EFFECT: StateEffect = { mutates: false, inverse: 'none', recovery: 'again' };

/** Milliseconds of one attempt of a step whose kind says nothing else. */
export const DEFAULT_TIME_LIMIT = 300_000;
export const A_DAY = 86_400_000;
