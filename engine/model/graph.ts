import type { Phase, RunOutcome, StepOutcome } from './outcome.ts';
import type { StateStepKinds, StepOf } from './runbook.ts';

/** States the engine inserts around what the author wrote. */
export type SkeletonKind =
  | 'plan'
  | 'snapshot'
  | 'edit'
  | 'dry-build'
  | 'consent'
  | 'build'
  | 'preflight'
  | 'switch'
  | 'settle'
  | 'confirm'
  | 'stage'
  | 'boot'
  | 'rollback';

/** A step that becomes a state of its own. */
export type StateStep = { readonly [K in keyof StateStepKinds]: StepOf<K> }[keyof StateStepKinds];

/**
 * How what a state does to the host is taken back: `none` needed (it changes nothing), by the `rollback` state, by its
 * own `undo` command (which the rollback state runs), or not at all.
 */
export type Inverse = 'none' | 'rollback' | 'undo' | 'irreversible';

/**
 * What is done when the engine died in a state and is back: enter it `again` (it is idempotent), `reconcile` (ask the
 * real host which of the state's outcomes came about), go to `rollback`, or leave it to a person.
 */
export type Recovery = 'again' | 'reconcile' | 'rollback' | 'needs-human';

/** What a state does to the host. */
export interface StateEffect {
  /** True when it changes the host: live files, the running system, the profile, or what a `run` step declares. */
  readonly mutates: boolean;
  readonly inverse: Inverse;
  readonly recovery: Recovery;
}

interface NodeCommon extends StateEffect {
  readonly id: string;
  readonly phase: Phase;
  /** Attempts after the first, and milliseconds between them. */
  readonly retry: { readonly attempts: number; readonly delay: number };
  /** Milliseconds for one attempt. */
  readonly timeout: number;
}

export type GraphNode = NodeCommon &
  (
    | { readonly kind: SkeletonKind; readonly step?: never }
    | { readonly kind: 'step'; readonly step: StateStep }
  );

export interface GraphEdge {
  readonly from: string;
  readonly on: StepOutcome;
  readonly to: string;
}

/**
 * A runbook as a finite graph: the one source of both the machine that runs and the system that is checked.
 * Ends carry the name of the run's outcome, prefixed so that no step id can collide: `end:verified`.
 */
export interface Graph {
  readonly start: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export type EndId = `end:${RunOutcome}`;

export function endId(outcome: RunOutcome): EndId {
  return `end:${outcome}`;
}

export function endOutcome(id: string): RunOutcome | undefined {
  return id.startsWith('end:') ? (id.slice(4) as RunOutcome) : undefined;
}
