import type { FileChange, PlanPreview } from './plan.ts';
import type { PolicyDecision } from './policy.ts';
import type { SystemLinks } from './system.ts';
import type { Edit } from './value.ts';

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

export interface ConsentData {
  /** `person`, `--yes`, `policy`. */
  readonly by: string;
  readonly decision: 'approved' | 'rejected' | 'held';
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

/** Written before the first live file changes: from here on the host may differ from what it was. */
export interface MutationData {
  readonly mutation: 'files' | 'activation' | 'profile' | 'command';
  readonly files?: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly toplevel?: string;
  /** For `command`: the step and the argv that takes it back. */
  readonly step?: string;
  readonly undo?: readonly string[];
}

export interface SwitchData {
  readonly exitCode: number | undefined;
  readonly running: string;
  readonly output: string;
}

/** Names of an author's step → what it gave, for `{ output: … }`. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
