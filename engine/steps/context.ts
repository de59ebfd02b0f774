import type { CheckedRunbook } from '../check/check-runbook.ts';
import type { Ahead } from './ahead.ts';
import type { RunState } from '../journal/fold.ts';
import type { ConsentAnswer, Performed } from '../kinds/perform.ts';
import type { Command } from '../model/command.ts';
import type { Host } from '../model/host/host.ts';
import type { GraphNode } from '../model/graph.ts';
import type { PlanPreview } from '../model/plan.ts';
import type { Principal } from '../model/principal.ts';
import type { StepMessage } from '../model/step-message.ts';
import type { MutationData } from '../model/step-data.ts';

export { done, fail, failWith, type ConsentAnswer, type Performed } from '../kinds/perform.ts';

/** Asks for consent; resolves to a refusal where nobody can be asked. Never resolves after the signal aborts. */
export interface Consent {
  plan(preview: PlanPreview, signal: AbortSignal): Promise<ConsentAnswer>;
  /** @param asker - Whose words the message is, for who puts them before a person; those of the runbook where left out. */
  question(message: string, signal: AbortSignal, asker?: 'engine'): Promise<ConsentAnswer>;
}

/** An approval, and where in the journal it stands. */
export interface RecordedApproval {
  readonly run: string;
  readonly seq: number;
  readonly by: Principal;
  /** When it was given. */
  readonly at: string;
  readonly expires: string;
}

/** Everything one state may use. The host is touched through `host` alone. */
export interface StepContext {
  readonly host: Host;
  /** Work that is done while the next command runs. It must not throw. */
  readonly besideNextCommand: (work: () => void) => void;
  /** The evaluation that was begun before it was certain. */
  readonly ahead: Ahead;
  readonly checked: CheckedRunbook;
  readonly node: GraphNode;
  /** The run so far, folded from the journal. */
  readonly state: RunState;
  /** The state of another run of this host, for a rollback. */
  readonly otherRun: (run: string) => RunState | undefined;
  /** Approvals of a plan that are on record and that no run was decided by yet. */
  readonly approvals: (planHash: string) => readonly RecordedApproval[];
  /** Aborted when a person interrupts or the state's time is up. States that must finish do not look at it. */
  readonly signal: AbortSignal;
  readonly consent: Consent;
  /** How this program is started again, for the dead-man timer. */
  readonly self: readonly [string, ...string[]];
  /** Plain data without the secrets that are known to the run. What is written down or shown is redacted anyhow. */
  readonly redact: <T>(value: T) => T;
  /** Tells the run of configuration files whose secrets it must not write down. */
  readonly learnSecrets: (texts: readonly string[]) => void;
  /** Writes a note to the journal; on disk when it returns. */
  readonly note: (said: StepMessage, data?: Readonly<Record<string, unknown>>) => void;
  /** Announces a mutation before it is made. */
  readonly announce: (said: StepMessage, data: MutationData) => void;
}

/** How one kind of state is done. `commands` says, without running anything, what it would run on the host. */
export interface StateHandler {
  readonly perform: (context: StepContext) => Promise<Performed>;
  /** What became of the state when the engine died in it, read off the real host. */
  readonly reconcile?: (context: StepContext) => Promise<Performed>;
  readonly commands?: (context: StepContext) => readonly Command[];
}

/** A member of the folded state that an earlier state must have left. Its absence is our bug, not the host's. */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`the journal of this run has no ${what}: an earlier state did not record it`);
  return value;
}
