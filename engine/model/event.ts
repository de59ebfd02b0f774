import type { Cause } from './cause.ts';
import type { RunDeed } from './deed.ts';
import type { PausedOutcome, Phase, RunOutcome, StepOutcome } from './outcome.ts';
import type { PinnedRunbook } from './pinned.ts';
import type { Usage } from './completion.ts';
import type { Finding } from './finding.ts';
import type { Principal } from './principal.ts';
import type { Origin } from './runbook.ts';
import type { WrittenMessage } from './step-message.ts';
import type { MutationData, ReturnData, StepData } from './step-data.ts';

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

/** What every state says when it ends. */
export interface EndedAt<Node extends string> {
  readonly type: 'step-ended';
  readonly node: Node;
  readonly phase: Phase;
  readonly attempt: number;
  /** What it says, in the English of the engine that wrote it; findings are in it. */
  readonly message: string;
  /** The same as data, but for the findings. Older engines wrote none. */
  readonly said?: WrittenMessage;
  /** Milliseconds. */
  readonly took: number;
  /** What it found. */
  readonly findings?: readonly Finding[];
}

/** What a state says beside its findings when it does not end well: for people to read. */
type Remarks = Readonly<Record<string, unknown>>;

/** A state that leaves what later states need, recovery included: always when it ends well. */
export type EndedWith<Node extends string, Data> = EndedAt<Node> &
  (
    | { readonly outcome: 'ok' | 'hold'; readonly data: Data }
    | { readonly outcome: 'no-change' | 'reboot' | 'pending'; readonly data?: Data }
    | {
        readonly outcome: Exclude<StepOutcome, 'ok' | 'hold' | 'no-change' | 'reboot' | 'pending'>;
        readonly data?: Remarks;
      }
  );

/** How a state ended, by the node that it is of. */
export type StepEnded =
  | { readonly [Node in keyof StepData]: EndedWith<Node, StepData[Node]> }[keyof StepData]
  | (EndedAt<'rollback'> &
      (
        | { readonly outcome: 'reboot'; readonly data?: ReturnData }
        | { readonly outcome: Exclude<StepOutcome, 'reboot'>; readonly data?: Remarks }
      ))
  | (EndedAt<'preflight' | 'settle' | 'boot'> & { readonly outcome: StepOutcome; readonly data?: Remarks })
  /** A step of the author; `data` is its output. */
  | (EndedAt<`step:${string}`> & { readonly outcome: StepOutcome; readonly data?: Remarks });

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
      readonly said?: WrittenMessage;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | {
      /** What is about to be done to the host, on record before it is. */
      readonly type: 'mutation';
      readonly node: string;
      readonly message: string;
      readonly said?: WrittenMessage;
      readonly data: MutationData;
    }
  | StepEnded
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
      readonly said?: WrittenMessage;
      readonly did?: RunDeed;
      readonly remarks?: readonly string[];
      /** The same as data. */
      readonly remarked?: readonly WrittenMessage[];
    }
  | {
      readonly type: 'run-ended';
      readonly outcome: RunOutcome;
      readonly exitCode: number;
      readonly message: string;
      readonly said?: WrittenMessage;
      /** What it did, as far as it came; absent in journals of older engines. */
      readonly did?: RunDeed;
      /** What was not put in order at its end, such as a way back that was not kept. */
      readonly remarks?: readonly string[];
      /** The same as data. */
      readonly remarked?: readonly WrittenMessage[];
    };

/** What each event has beside what happened. */
export interface EventHead {
  /** Version of this contract. */
  readonly v: 1;
  readonly run: string;
  /** One-based within the run. */
  readonly seq: number;
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string;
}

export type RunEvent = RunEventBody & EventHead;
