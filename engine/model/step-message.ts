import type { Autonomy, Approvers, MatchedRule, RiskClass } from './policy.ts';
import type { BootEntry } from './host/boot.ts';
import type { Launched } from './host/activation.ts';
import type { UnitReason } from './host/units.ts';
import type { LeftProcess } from './command.ts';
import type { PlannedAct } from './plan.ts';
import type { FailedBuild } from './nix-progress.ts';
import type { Finding } from './finding.ts';
import type { Principal } from './principal.ts';
import type { Decider } from './step-data.ts';

/*
 * What a run says, as data: a code and its values. Whoever shows it puts it into words: `engine/report/messages/` for the
 * states of the engine, the folder of a kind for its own. The journal keeps the data, and beside it those words.
 */

/** Nothing but the code. */
export type NoValues = Readonly<Record<string, never>>;

/** Why a derivation was not realised. */
export type BuildTrouble =
  | { readonly kind: 'tool'; readonly finding: Finding }
  | { readonly kind: 'builds'; readonly builds: readonly FailedBuild[] }
  | { readonly kind: 'nix'; readonly said: string };

/** Units that failed, or that were still on the move when their time was up. */
export interface UnitTrouble {
  readonly what: 'failed' | 'moving';
  readonly units: readonly string[];
  readonly reasons: readonly UnitReason[];
}

/** What became of the change in the user's own repository. */
export type UserCommit =
  | { readonly kind: 'none' | 'other-changes' | 'branch-moved' | 'failed' }
  | { readonly kind: 'committed'; readonly commit: string };

/** How an activation ended. */
export type ActivationEnd = Pick<Launched, 'exitCode' | 'timedOut' | 'error'>;

/** What the engine's own states say: code → values. Texts of programs are values; the engine's own words are not. */
export interface StateMessages {
  'plan.unchanged': NoValues;
  'plan.files': { readonly count: number };
  'plan.restores': { readonly target: string };
  'plan.target-gone': { readonly target: string; readonly run: string };

  'snapshot.kept': { readonly commit: string };

  'edit.changed-meanwhile': NoValues;
  'edit.made': { readonly commit?: string };

  'dry-build.unchanged': NoValues;
  /** Of values that cannot be compared. */
  'dry-build.files-unchanged': NoValues;
  'dry-build.checks-fail': { readonly failures: readonly StepMessage[] };
  'dry-build.check-fails': { readonly step: string; readonly said?: StepMessage };
  'dry-build.previewed': { readonly builds: number; readonly risk: RiskClass };

  /** What the steps do, where no preview shows it. */
  'consent.acts': { readonly acts: readonly PlannedAct[] };
  /** What is done after a question of the runbook, until it asks the next one. */
  'consent.lets-pass': { readonly acts: readonly PlannedAct[] };
  'consent.held': NoValues;
  'consent.overdue': { readonly expires: string };
  'consent.by-policy': NoValues;
  'consent.by-policy-for-steps': NoValues;
  'consent.no-change': NoValues;
  'consent.approved': { readonly by: Decider };
  'consent.refused': { readonly why?: string };
  'consent.forbidden': NoValues;
  'consent.forbidden-steps': { readonly why: string };
  'consent.steps-need-two': NoValues;
  'consent.nobody-to-retry': NoValues;
  'consent.nobody-for-steps': { readonly class: RiskClass; readonly runbook: string };
  'consent.waits-for-person': { readonly class: RiskClass; readonly run: string };
  'consent.waits-for-other': {
    readonly by: Principal;
    readonly class: RiskClass;
    readonly approvers: Approvers;
    readonly run: string;
  };
  'consent.approvers-unknown': NoValues;

  'build.not-kept': { readonly trouble: BuildTrouble };
  'build.failed': { readonly trouble: BuildTrouble };
  'build.other-result': { readonly built: string; readonly approved: string };
  'build.built': { readonly toplevel: string };

  'preflight.ready': NoValues;
  'preflight.other-plan': NoValues;
  'preflight.approval-expired': { readonly expires: string };
  'preflight.does-more': {
    readonly shown: RiskClass;
    readonly class: RiskClass;
    readonly rule?: MatchedRule;
  };
  'preflight.stricter-policy': { readonly need: Autonomy; readonly rule?: MatchedRule };
  'preflight.files-changed': { readonly paths: readonly string[] };
  'preflight.snapshot-lost': { readonly store: string; readonly path: string };
  'preflight.unwritable': { readonly path: string };
  /** Bytes. */
  'preflight.boot-full': { readonly path: string; readonly free: number; readonly needed: number };
  'preflight.waits-for-lock': { readonly pid: number; readonly file: string };
  'preflight.locked': { readonly pid: number; readonly file: string };
  'preflight.lists-left': {
    readonly lists: readonly { readonly file: string; readonly units: readonly string[] }[];
  };
  'preflight.refused': { readonly said: string };
  'preflight.inhibited': { readonly said: string };
  'preflight.no-service-manager': NoValues;
  'preflight.back-by-boot': { readonly reasons: readonly string[] };

  'switch.dead-man': { readonly seconds: number; readonly by: 'timer' | 'process' };
  'switch.writing': { readonly paths: readonly string[] };
  'switch.activating': { readonly toplevel: string };
  'switch.already-running': NoValues;
  'switch.on-trial': { readonly toplevel: string };
  'switch.needs-reboot': { readonly toplevel: string };
  'switch.failed': { readonly toplevel: string; readonly end: ActivationEnd; readonly output: string };
  'switch.died-running': NoValues;
  'switch.died-not-running': NoValues;

  'settle.settled': NoValues;
  'settle.other-system': NoValues;
  'settle.units': { readonly trouble: UnitTrouble };

  'confirm.other-system': NoValues;
  'confirm.making-default': { readonly toplevel: string };
  'confirm.profile-not-set': { readonly said: string };
  'confirm.profile-elsewhere': { readonly found: string; readonly wanted: string };
  'confirm.entry-not-written': { readonly said: string };
  'confirm.entry-lost': {
    readonly entry: Extract<BootEntry, { kind: 'missing' | 'broken' }>;
    readonly toplevel: string;
  };
  'confirm.timer-left': { readonly left: StepMessage };
  'confirm.boots-next': { readonly generation: number };
  'confirm.after-reboot': { readonly generation: number; readonly reasons: readonly string[] };
  'confirm.confirmed': { readonly generation: number; readonly repository: UserCommit };

  'stage.files-changed': { readonly paths: readonly string[] };
  'stage.timer-left': { readonly left: StepMessage };
  'stage.staged': NoValues;

  'boot.waits': { readonly reasons: readonly string[]; readonly until: string };
  'boot.overdue': { readonly reasons: readonly string[]; readonly until: string; readonly toplevel: string };
  'boot.other-system': { readonly found: string; readonly wanted: string };
  'boot.units': { readonly trouble: UnitTrouble };
  'boot.checks': { readonly failures: readonly StepMessage[] };
  'boot.check-ignored': { readonly step: string; readonly failure: StepMessage };
  'boot.booted': NoValues;

  'rollback.back': { readonly system?: string; readonly garbage: boolean };
  'rollback.by-boot': { readonly system: string; readonly reboot?: StepMessage };
  'rollback.waits': { readonly system: string; readonly reboot?: StepMessage };
  'rollback.incomplete': {
    readonly problems: readonly StepMessage[];
    readonly system: string;
    readonly store: string;
    readonly commit?: string;
  };
  'rollback.came-up-with': { readonly booted: string };
  'rollback.file-changed': { readonly path: string };
  'rollback.not-activated': { readonly end: ActivationEnd; readonly output: string };
  'rollback.profile-not-restored': { readonly said: string };
  'rollback.entry-not-restored': { readonly said: string };
  'rollback.runs-other': { readonly now: string; readonly before: string };
  'rollback.profile-other': { readonly now: string; readonly before: string };
  'rollback.units-failed': { readonly units: readonly string[]; readonly reasons: readonly UnitReason[] };

  /** Of checks of several kinds. */
  'check.lacks': { readonly part: string; readonly begins: string };
  'check.not-a-port': { readonly port: number };
  'check.no-file': { readonly directory: string; readonly match: string };
  'check.not-started': { readonly program: string; readonly error: string };
  'check.no-evaluation': NoValues;
  'check.no-service-manager': NoValues;

  /** Of any state. */
  'state.skipped': NoValues;
  'state.stopped': NoValues;
  'state.timed-out': { readonly seconds: number; readonly said?: StepMessage };
  'state.left-running': { readonly program: string; readonly processes: readonly LeftProcess[] };
  'state.journal-lost': { readonly why: string };
  'state.threw': { readonly error: string };

  'resume.continues': { readonly next: string };
  'resume.other-system': NoValues;
  'resume.lacks-secrets': { readonly back: boolean };

  /** What is put in order when a run has ended, and could not be. */
  'end.not-kept': { readonly error: string };
  'end.not-committed': { readonly error: string };
  'end.index-left': { readonly error: string };
  'end.not-quarantined': { readonly error: string };
  'end.still-quarantined': { readonly error: string };
  'end.not-cleaned': { readonly error: string };
  'end.timer-left': { readonly unit: string; readonly why: string };
  'end.stays-open': { readonly left: readonly StepMessage[] };
  /** Of a run that ends without a state that says why. */
  'end.killed': NoValues;
  'end.unapproved': { readonly expires?: string };
  'end.stopped-waiting': { readonly by: Principal };
}

/** Everything that a run may say: what the engine's states do, and what each kind adds in its folder. */
export interface StepMessages extends StateMessages {}

export type MessageCode = keyof StepMessages;

/** A message of a run. */
export type StepMessage<C extends MessageCode = MessageCode> = {
  readonly [Code in C]: { readonly code: Code; readonly values: StepMessages[Code] };
}[C];

/** The codes of one state or kind. */
export type CodesOf<Room extends string> = Extract<MessageCode, `${Room}.${string}`>;

/** A message as it is read back: an engine that is newer may have written a code that is not known here. */
export interface WrittenMessage {
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * A message by its code.
 *
 * @example
 * say('plan.files', { count: 2 })   // { code: 'plan.files', values: { count: 2 } }
 */
export function say<C extends MessageCode>(code: C, values: StepMessages[C]): StepMessage<C> {
  return { code, values };
}
