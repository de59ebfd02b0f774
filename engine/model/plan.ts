import type { EffectChange } from './built-effect.ts';
import type { PolicyDecision, RiskClass } from './policy.ts';
import type { PackageFact } from './system.ts';
import type { TouchedOption } from './options/touched.ts';
import type { Edit, OptionPath } from './options/value.ts';

/** One configuration file that a plan changes. Hashes are SHA-256 of the bytes; `before` is null for a new file. */
export interface FileChange {
  /** Relative to the configuration directory, '/'-separated. */
  readonly path: string;
  /** What else it is called by links within the directory; absent where it has no other name. */
  readonly names?: readonly string[];
  readonly before: string | null;
  /** Null when the plan removes the file (a rollback of a run that made it). */
  readonly after: string | null;
  /** Unified diff, three lines of context. */
  readonly diff: string;
  /** Other hosts of the flake that have what is changed, too. */
  readonly sharedWith?: readonly string[];
}

export type { RiskClass } from './policy.ts';

export interface Risk {
  readonly class: RiskClass;
  /** One line an edit: which class and why. */
  readonly reasons: readonly string[];
}

/** What changes in meaning between two evaluations. Lists are sorted. */
export interface SemanticDiff {
  readonly options: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
  readonly packages: { readonly added: readonly PackageFact[]; readonly removed: readonly PackageFact[] };
  readonly units: Changes;
  readonly tcpPorts: Changes;
  readonly udpPorts: Changes;
  readonly users: Changes;
  readonly groups: Changes;
  readonly etc: Changes;
  readonly kernel?: { readonly before: string; readonly after: string };
  readonly firewall?: { readonly before: boolean; readonly after: boolean };
  /** What is done as root otherwise, and who is; absent where that stays, or is not known. */
  readonly effect?: readonly EffectChange[];
}

export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What would be done to make the new system exist. */
export interface BuildPlan {
  readonly build: readonly string[];
  readonly fetch: readonly string[];
  /** Bytes to download, as Nix estimates; undefined where it does not say. */
  readonly downloadBytes?: number;
}

/** What a switch would also apply: changes of the configuration that are older than this one and were never applied. */
export type Drift =
  | { readonly known: true; readonly semantic: SemanticDiff }
  /** The running system was never evaluated here. */
  | { readonly known: false; readonly semantic?: never };

/** What was edited before and is not live yet: it becomes live with a change, and is judged as one of a person's. */
export interface EarlierChange {
  /** As edits of what runs; what is computed is unset: it may be anything. */
  readonly edits: readonly Edit[];
  /** What the host's options say of them; no form where the text does not tell the value. */
  readonly touched: readonly TouchedOption[];
  /** Files of the configuration that are others, as relative paths. */
  readonly files: readonly string[];
  /** The state of inputs changed. */
  readonly inputs?: true;
  /** Why more may change than these edits, a phrase each; none where these are all. */
  readonly unknown: readonly string[];
  /** Where more may change, every option that the configuration defines. */
  readonly possible?: readonly OptionPath[];
}

/** Which state of an input is meant: what is known of it. */
export interface InputState {
  /** Commit, where it is kept in git; the hash of its content else. */
  readonly revision: string;
  /** When it was last changed, ISO 8601; absent where its source does not say. */
  readonly date?: string;
}

/** One input whose state changes. `name` is the way to it, `home-manager/nixpkgs` for an input of an input. */
export interface InputChange {
  readonly name: string;
  /** Absent for one that was not locked before. */
  readonly before?: InputState;
  /** Absent for one that is no longer needed. */
  readonly after?: InputState;
}

/** What a file held, and who could do what with it, when the plan was made. */
export interface SourceFile {
  readonly sha256: string;
  /** The bits of its permissions, `0o644`. */
  readonly mode: number;
}

/** One thing that a step does on the host. Text is as it is shown; what only the run will know is named in it. */
export type StepAct =
  /** A program, with what its author says that it does. One that only looks is a program all the same, and runs as root. */
  | {
      readonly kind: 'run';
      readonly command: string;
      readonly effect: 'read' | 'change' | 'irreversible';
      /** The program that takes it back. */
      readonly undo?: string;
    }
  /** The program of a check. */
  | { readonly kind: 'check'; readonly command: string }
  | { readonly kind: 'keep'; readonly file: string }
  | {
      readonly kind: 'put';
      readonly file: string;
      readonly from: string;
      /** Absent where it was not there, or its name is known in the run alone. */
      readonly source?: SourceFile;
    }
  | { readonly kind: 'restart'; readonly unit: string }
  /** A question, in the words of the runbook. */
  | { readonly kind: 'ask'; readonly words: string }
  /** What the engine does itself, in its own words. */
  | { readonly kind: 'own'; readonly what: string };

/** What a run does on the host by the steps of its author, one thing after another. */
export type PlannedAct = StepAct & { readonly step: string };

/** What a person approves. `planHash` binds the approval to exactly this. */
export interface PlanPreview {
  readonly edits: readonly Edit[];
  /** Absent where the inputs stay as they are. */
  readonly inputs?: readonly InputChange[];
  readonly files: readonly FileChange[];
  readonly semantic: SemanticDiff;
  /** Present where the system before or after could not be evaluated: `semantic` says nothing then. */
  readonly semanticUnknown?: true;
  /** Absent where the configuration was what runs. */
  readonly drift?: Drift;
  /** Absent where the configuration was what runs, and in journals of older engines. */
  readonly earlier?: EarlierChange;
  /**
   * What the new system does as root beside the running one, read from both; absent where it is not built.
   */
  readonly built?: readonly EffectChange[];
  /** What the steps do, in the order of the run. Absent where they do nothing, and in journals of older engines. */
  readonly acts?: readonly PlannedAct[];
  /** Hash of the policy and the settings that it was made under; absent in journals of older engines. */
  readonly inForce?: string;
  readonly build: BuildPlan;
  readonly risk: Risk;
  /** What policy makes of it; absent in journals of older engines. */
  readonly decision?: PolicyDecision;
  readonly drvPath: string;
  readonly outPath: string;
  readonly planHash: string;
  readonly warnings: readonly string[];
}
