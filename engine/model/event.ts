import type { Cause } from './cause.ts';
import type { PausedOutcome, Phase, RunOutcome, StepOutcome } from './outcome.ts';
import type { PinnedRunbook } from './pinned.ts';
import type { Usage } from './completion.ts';
import type { Principal } from './principal.ts';
import type { Origin } from './runbook.ts';

/** Who made the runbook of a run from a sentence. */
export interface PlannedBy {
  /** `offline`, or the name of a provider. */
  readonly planner: string;
  readonly model?: string;
  /** Calls of a model that it took; 0 when the answer had been kept from an earlier time. */
  readonly rounds?: number;
}

/** Why a run exists. */
export type RunMode = 'apply' | 'plan' | 'rollback';

/**
 * What happens in a run, in the order it happened. The journal stores exactly these, `--json` prints exactly these
 * (schemas/event.schema.json), reports are made from nothing else.
 */
export type RunEventBody =
  | {
      /** A model was asked. Stands before `run-started`, or alone where nothing was started. */
      readonly type: 'model-call';
      /** One-based. */
      readonly round: number;
      readonly provider: string;
      readonly model: string;
      readonly outcome: 'accepted' | 'sent-back' | 'failed';
      /** Codes of the findings that the answer was sent back with. */
      readonly findings: readonly string[];
      /** Requests that it took. */
      readonly attempts: number;
      /** Milliseconds. */
      readonly took: number;
      /** As the provider counts; absent where it did not say. */
      readonly usage?: Usage;
    }
  | {
      readonly type: 'run-started';
      readonly mode: RunMode;
      readonly runbook: string;
      /** The pinned text: a later edit of the file changes nothing. */
      readonly text: string;
      readonly origin: Origin;
      readonly request?: string;
      readonly planned?: PlannedBy;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly compiled: PinnedRunbook;
      /** For mode `rollback`: the run whose change is taken back. */
      readonly of?: string;
      /** What started it when no person did; then `by` is that job. */
      readonly cause?: Cause;
      readonly host: string;
      readonly by: Principal;
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
      readonly by: Principal;
      readonly planHash: string;
      readonly expires: string;
    }
  | {
      /** The run waits for a reboot or an approval, and is resumed after it. It holds nothing meanwhile. */
      readonly type: 'run-paused';
      readonly outcome: PausedOutcome;
      readonly exitCode: number;
      readonly message: string;
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
