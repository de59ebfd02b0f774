import type { FileChange, InputChange, PlanPreview } from './plan.ts';
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

/** Written before the first live file changes: from here on the host may differ from what it was. */
export interface MutationData {
  readonly mutation: 'files' | 'activation' | 'profile' | 'command' | 'reboot' | 'garbage' | 'kept';
  readonly files?: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly toplevel?: string;
  /** For `command`: the step and the argv that takes it back. */
  readonly step?: string;
  readonly undo?: readonly string[];
  /** For `garbage`: numbers of the generations that are deleted. */
  readonly generations?: readonly number[];
  /** For `kept`: files outside of the configuration as they were, and the units that read them. */
  readonly kept?: readonly KeptFile[];
  readonly restart?: readonly string[];
  /** For `reboot`: the boot in which it was decided, and until when it may be made, ISO 8601. */
  readonly boot?: string;
  readonly until?: string;
}

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
