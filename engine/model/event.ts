import type { Phase, RunOutcome, StepOutcome } from './outcome.ts';
import type { PinnedRunbook } from './pinned.ts';
import type { Origin } from './runbook.ts';

/** Why a run exists. */
export type RunMode = 'apply' | 'plan' | 'rollback';

/**
 * What happens in a run, in the order it happened. The journal stores exactly these, `--json` prints exactly these
 * (schemas/event.schema.json), reports are made from nothing else.
 */
export type RunEventBody =
  | {
      readonly type: 'run-started';
      readonly mode: RunMode;
      readonly runbook: string;
      /** The pinned text: a later edit of the file changes nothing. */
      readonly text: string;
      readonly origin: Origin;
      readonly request?: string;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly compiled: PinnedRunbook;
      /** For mode `rollback`: the run whose change is taken back. */
      readonly of?: string;
      readonly host: string;
      readonly by: string;
      readonly engine: string;
    }
  | {
      readonly type: 'step-started';
      readonly node: string;
      readonly phase: Phase;
      /** One-based. */
      readonly attempt: number;
    }
  | {
      readonly type: 'note';
      readonly node: string;
      readonly message: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'step-ended';
      readonly node: string;
      readonly phase: Phase;
      readonly attempt: number;
      readonly outcome: StepOutcome;
      readonly message: string;
      /** Milliseconds. */
      readonly took: number;
      /** What later states need, recovery included. */
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'transition'; readonly from: string; readonly on: StepOutcome; readonly to: string }
  | {
      /** Somebody approves what a run has planned; the run itself has ended. */
      readonly type: 'approval';
      readonly by: string;
      readonly planHash: string;
      readonly expires: string;
    }
  | {
      readonly type: 'run-ended';
      readonly outcome: RunOutcome;
      readonly exitCode: number;
      readonly message: string;
    };

export type RunEvent = RunEventBody & {
  /** Version of this contract. */
  readonly v: 1;
  readonly run: string;
  /** One-based within the run. */
  readonly seq: number;
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string;
};
