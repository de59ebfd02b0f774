import type { Command } from '../model/command.ts';
import type { Finding } from '../model/finding.ts';
import type { Host } from '../model/host/host.ts';
import type { StepOutcome } from '../model/outcome.ts';
import type { Step } from '../model/runbook.ts';
import type { Decider, MutationData, PendingData } from '../model/step-data.ts';
import type { CheckKind } from './check-kind.ts';
import type { LookContext } from './look.ts';

/** Everything that a step may use while it is done. The host is touched through `host` alone. */
export interface PerformContext<S = Step> extends LookContext {
  readonly step: S;
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
  readonly note: (message: string) => void;
  /** Announces a mutation before it is made. */
  readonly announce: (message: string, data: MutationData) => void;
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

/** How a state ended: what the machine needs, what a person reads, what later states need. */
export interface Performed {
  readonly outcome: StepOutcome;
  readonly message: string;
  /** Why, as data: whoever shows it puts it into words, after the message. */
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
  undo?(mutation: MutationData, context: UndoContext): Promise<readonly string[]>;
  /** Where it looks or tells: done again after the boot that the change needs; gives what does not hold. */
  again?(context: PerformContext<S>, wasLive: boolean): Promise<readonly string[]>;
}

export function done(message: string, data?: object): Performed {
  return { outcome: 'ok', message, ...(data === undefined ? {} : { data }) };
}

export function fail(message: string, data?: object): Performed {
  return { outcome: 'fail', message, ...(data === undefined ? {} : { data }) };
}

/** A failure that findings say everything of. */
export function failWith(findings: readonly Finding[], data?: object): Performed {
  return { ...fail('', data), findings };
}

/** What a program said that a person wants to read: its last lines. */
export function lastLines(output: string, count = 12): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
