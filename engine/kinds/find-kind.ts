import type { StateStep } from '../model/graph.ts';
import type { Step } from '../model/runbook.ts';
import type { CheckKind } from './check-kind.ts';
import type { Kinds, StateKind, StepKind } from './step-kind.ts';

/** The kind of a check. Throws where it is none of these: whoever parsed it knew a kind that is not handed in here. */
export function checkKindOf({ checks }: Pick<Kinds, 'checks'>, check: { readonly kind: string }): CheckKind {
  const found = checks.find(({ kind }) => kind === check.kind);
  if (found === undefined) throw new TypeError(`no kind of check '${check.kind}' is known here`);
  return found;
}

/** The kind of a step. Throws where it is none of these. */
export function stepKindOf(kinds: Kinds, step: { readonly kind: string }): StepKind {
  const found = kinds.steps.find(({ kind }) => kind === step.kind);
  if (found === undefined) throw new TypeError(`no kind of step '${step.kind}' is known here`);
  return found;
}

/** The kind of a step that is a state; undefined for one that is part of the change, or a call. */
export function findStateKind(kinds: Kinds, step: { readonly kind: string }): StateKind | undefined {
  const kind = stepKindOf(kinds, step);
  return kind.part === 'state' ? kind : undefined;
}

/** The kind of a step that is a state. Throws where it is none. */
export function stateKindOf(kinds: Kinds, step: { readonly kind: string }): StateKind {
  const kind = findStateKind(kinds, step);
  if (kind === undefined) throw new TypeError(`a step of kind '${step.kind}' is no state`);
  return kind;
}

/** Whether a step looks at the host and does no more. */
export function isLook(kinds: Kinds, step: Step): boolean {
  return findStateKind(kinds, step)?.looks === 'checks';
}

/** Whether a step is part of the one change of the run. */
export function isChange(kinds: Kinds, step: Step): boolean {
  return stepKindOf(kinds, step).part === 'change';
}

export function isState(kinds: Kinds, step: Step): step is StateStep {
  return stepKindOf(kinds, step).part === 'state';
}

/** Every key that a check may have. */
export function checkKeys({ checks }: Kinds): readonly string[] {
  return [...new Set([...checks.map(({ kind }) => kind), ...checks.flatMap(({ keys }) => keys), 'within'])];
}
