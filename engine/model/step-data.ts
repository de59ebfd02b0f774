import type { FileChange, InputChange, PlannedAct, PlanPreview } from './plan.ts';
import type { PolicyDecision } from './policy.ts';
import { nameOfPrincipal, type Principal } from './principal.ts';
import type { SystemLinks } from './system.ts';
import type { Edit } from './options/value.ts';

/*
 * What the inserted states leave in the journal for the states after them. A state reads these, never the memory of the
 * process: what is not in the journal does not survive a power cut.
 */

export interface PlanData {
  /** The system before anything was touched. */
  readonly before: SystemLinks;
  /** The edits that are still to be made; those that already hold are left out. */
  readonly edits: readonly Edit[];
  readonly files: readonly FileChange[];
  /** The inputs that change; the new lock file is kept beside the journal until it is part of the candidate. */
  readonly inputs?: readonly InputChange[];
  /** For a rollback: the toplevel to go back to, and no evaluation is needed. */
  readonly target?: string;
  /** The user's own repository around the configuration, when there is one. */
  readonly repository?: { readonly head: string; readonly clean: boolean };
}

export interface SnapshotData {
  readonly commit: string;
  readonly tree: string;
}

export interface EditData {
  /** Commit of the candidate tree in the snapshot store. */
  readonly commit: string;
  readonly directory: string;
  /** Commit in the user's repository, for a flake in git or a clean tree. */
  readonly userCommit?: string;
  /** The work tree that a flake in git is evaluated from. */
  readonly tree?: string;
}

export interface DryBuildData {
  readonly preview: PlanPreview;
}

/**
 * What a plan was decided by: a person who saw it, `--yes`, policy, an approval in advance, nobody who was there; or the
 * one whose approval is on record.
 */
export type Decider = 'person' | '--yes' | 'policy' | 'the service file' | 'nobody' | Principal;

/** How people read it: `person`, `--yes`, `bob`. */
export function nameOfDecider(by: Decider): string {
  return typeof by === 'string' ? by : nameOfPrincipal(by);
}

export interface ConsentData {
  readonly by: Decider;
  /** `pending`: somebody who may has still to approve it. */
  readonly decision: 'approved' | 'rejected' | 'held' | 'pending';
  readonly planHash: string;
  /** Until when an approval holds, ISO 8601. */
  readonly expires: string;
  /** What policy makes of a runbook that has no preview. */
  readonly policy?: PolicyDecision;
  /** What the steps of a runbook do that has no preview. */
  readonly acts?: readonly PlannedAct[];
  /** The approval on record that it was decided by: it is spent, and counts for no other run. */
  readonly spends?: { readonly run: string; readonly seq: number };
}

export interface BuildData {
  readonly outPath: string;
  /** Units that were failing before anything of this run could be the reason: read after consent, which can take a day. */
  readonly failedBefore: readonly string[];
}

/** A file as it was: where its copy lies, with mode and owner; without a copy there was none. */
export type KeptFile =
  | { readonly path: string; readonly copy?: never }
  | {
      readonly path: string;
      readonly copy: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    };

/**
 * What is about to be done to the host, on record before it is: from here on the host may differ from what it was. Read
 * to take it back.
 */
export type MutationData =
  | {
      /** Files of the configuration are written. */
      readonly mutation: 'files';
      readonly files: readonly Pick<FileChange, 'path' | 'before' | 'after'>[];
    }
  /** A system becomes what runs. */
  | { readonly mutation: 'activation'; readonly toplevel: string }
  /** A system becomes what boots. */
  | { readonly mutation: 'profile'; readonly toplevel: string }
  | {
      readonly mutation: 'command';
      readonly step: string;
      /** The argv that takes it back. */
      readonly undo?: readonly string[];
    }
  | {
      readonly mutation: 'reboot';
      readonly step?: string;
      /** The boot in which it was decided. */
      readonly boot: string;
      /** Until when it may be made, ISO 8601. */
      readonly until?: string;
    }
  | {
      readonly mutation: 'garbage';
      readonly step: string;
      /** Numbers of the generations that are deleted. */
      readonly generations: readonly number[];
    }
  | {
      readonly mutation: 'kept';
      readonly step: string;
      /** Files outside of the configuration as they were. */
      readonly kept: readonly KeptFile[];
      /** The units that read them. */
      readonly restart?: readonly string[];
    };

/** What a run waits for that needs a reboot: written when the new system is what boots next. */
export interface PendingData {
  /** The toplevel that must come up. */
  readonly toplevel: string;
  /** The boot that has to end first. */
  readonly boot: string;
  /** When the host is to have been rebooted, ISO 8601. */
  readonly until: string;
  /** What of the new system a switch cannot make live. */
  readonly reasons: readonly string[];
}

/** What boots from now on. What else it waits for is there where the host has to be rebooted. */
export type ConfirmData = { readonly generation: number } & (PendingData | { readonly until?: never });

/** A rollback that the next boot completes. */
export interface ReturnData {
  readonly boot: string;
}

export interface SwitchData {
  readonly exitCode: number | undefined;
  readonly running: string;
  readonly output: string;
  /** The boot in which it became live; absent in journals of older engines. */
  readonly boot?: string;
}

/** Names of an author's step → what it gave, for `{ output: … }`. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the states that the engine inserts leave when they end well. */
export interface StepData {
  readonly plan: PlanData;
  readonly snapshot: SnapshotData;
  readonly edit: EditData;
  readonly 'dry-build': DryBuildData;
  readonly consent: ConsentData;
  readonly build: BuildData;
  readonly switch: SwitchData;
  readonly confirm: ConfirmData;
  readonly stage: PendingData;
}

/** A mutation of one kind. */
export type MutationOf<Kind extends MutationData['mutation']> = Extract<
  MutationData,
  { readonly mutation: Kind }
>;
