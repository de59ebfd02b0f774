import type { Command } from '../model/command.ts';
import type { Finding } from '../model/finding.ts';
import type { Host } from '../model/host/host.ts';
import type { StepOutcome } from '../model/outcome.ts';
import type { StepAct } from '../model/plan.ts';
import type { Step } from '../model/runbook.ts';
import type { StepMessage } from '../model/step-message.ts';
import type { Decider, MutationData, PendingData } from '../model/step-data.ts';
import type { CheckKind } from './check-kind.ts';
import type { LookContext } from './look.ts';

/** Everything that a step may use while it is done. The host is touched through `host` alone. */
export interface PerformContext<S = Step> extends LookContext {
  readonly step: S;
  /** What it does by what was approved; empty in what an older engine planned. */
  readonly planned: readonly StepAct[];
  /** What its checks may be. */
  readonly checks: readonly CheckKind[];
  /** The run so far. */
  readonly state: {
    readonly run: string;
    /** The change of the run waits for this reboot. */
    readonly pending?: PendingData;
    /** What was announced, oldest first. */
    readonly mutations: readonly MutationData[];
  };
  /** Milliseconds that this attempt has. */
  readonly timeout: number;
  /** How this program is started again. */
  readonly self: readonly [string, ...string[]];
  /** Asks a person; a refusal where nobody can be asked. */
  readonly ask: (question: string) => Promise<ConsentAnswer>;
  /** Writes a note to the journal; on disk when it returns. */
  readonly note: (said: StepMessage) => void;
  /** Announces a mutation before it is made. */
  readonly announce: (said: StepMessage, data: MutationData) => void;
}

/** What taking a step back may use. */
export interface UndoContext {
  readonly host: Host;
  /** Milliseconds that the step had: the inverse has as many. */
  readonly timeout: number;
}

/** What a person, or a stand-in for one, answers. */
export interface ConsentAnswer {
  readonly approved: boolean;
  readonly by: Decider;
  readonly why?: string;
}

/** How a state ended: what the machine needs, what it says, what later states need. */
export interface Performed {
  readonly outcome: StepOutcome;
  /** Absent where what was found says all. */
  readonly said?: StepMessage;
  /** What was found; shown after what it says. */
  readonly findings?: readonly Finding[];
  readonly data?: object;
}

/** How a step is done. */
export interface Performance<S> {
  perform(context: PerformContext<S>): Promise<Performed>;
  /** What became of it when the engine died in it, read off the real host. */
  reconcile?(this: void, context: PerformContext<S>): Promise<Performed>;
  /** What it would run on the host, without running anything. */
  commands?(context: PerformContext<S>): readonly Command[];
  /** Takes back what was announced, and gives what could not be. */
  undo?(mutation: MutationData, context: UndoContext): Promise<readonly StepMessage[]>;
  /** Where it looks or tells: done again after the boot that the change needs; gives what does not hold. */
  again?(context: PerformContext<S>, wasLive: boolean): Promise<readonly StepMessage[]>;
}

export function done(said: StepMessage, data?: object): Performed {
  return { outcome: 'ok', said, ...(data === undefined ? {} : { data }) };
}

export function fail(said: StepMessage, data?: object): Performed {
  return { outcome: 'fail', said, ...(data === undefined ? {} : { data }) };
}

/** A failure that findings say everything of. */
export function failWith(findings: readonly Finding[], data?: object): Performed {
  return { outcome: 'fail', findings, ...(data === undefined ? {} : { data }) };
}

/** What a program said that a person wants to read: its last lines. */
export function lastLines(output: string, count = 12): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
