import type { Position } from './finding.ts';

/** Who wrote a runbook; policy and approval depend on it. */
export type Origin = 'library' | 'user' | 'generated';

/**
 * A value as the author wrote it: plain data, or one of the tagged forms that stand for a whole value. There is no
 * templating inside strings.
 */
export type Written =
  | null
  | boolean
  | number
  | string
  | readonly Written[]
  | WrittenMap
  | ParamRef
  | OutputRef
  | CelRef
  | PkgsRef
  | LiteralRef;

export interface WrittenMap {
  readonly kind: 'map';
  readonly entries: Readonly<Record<string, Written>>;
}
/** `{ param: user }`: the value of a declared parameter. */
export interface ParamRef {
  readonly kind: 'param';
  readonly name: string;
}
/** `{ output: backup.stdout }`: what an earlier step gave. */
export interface OutputRef {
  readonly kind: 'output';
  readonly step: string;
  readonly field: string;
}
/** `{ cel: "params.port > 1024" }`: an expression over `params` and `outputs`, type-checked before the run. */
export interface CelRef {
  readonly kind: 'cel';
  readonly source: string;
}
/** `{ pkgs: htop }`: an attribute of the package set; the name may itself be a parameter. */
export interface PkgsRef {
  readonly kind: 'pkgs';
  readonly attr: string | ParamRef;
}
/** `{ literal: … }`: plain data that happens to look like a tagged form. */
export interface LiteralRef {
  readonly kind: 'literal';
  readonly value: Written;
}

/** JSON Schema of one parameter, kept as data; `default` absent means required. */
export interface Parameter {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly default?: unknown;
  /** Values that could be given, for whoever reads about it. */
  readonly examples?: readonly unknown[];
  readonly position: Position;
}

/** An option path in a runbook: every component may be a parameter. */
export type WrittenPath = readonly (string | ParamRef)[];

export type WrittenEdit =
  | {
      readonly op: 'set';
      readonly path: WrittenPath;
      readonly to: Written;
      readonly position: Position;
      readonly spelled?: Spelled;
    }
  | { readonly op: 'unset'; readonly path: WrittenPath; readonly position: Position }
  | {
      readonly op: 'add' | 'remove';
      readonly path: WrittenPath;
      readonly items: readonly Written[];
      readonly position: Position;
      readonly spelled?: Spelled;
    };

/** The text of numbers and booleans in a value by their JSON pointers, where it is not how we write them: `{ '': '1.10' }`. */
export type Spelled = Readonly<Record<string, string>>;

/** What every check says besides what it is about. */
export interface CheckCommon {
  /** Milliseconds that it may take to become so. */
  readonly within: number;
  readonly position: Position;
}

/**
 * What the checks of each kind say. It is empty here: the folder of a kind in `engine/kinds/checks/` adds its own member
 * by declaration merging, so that no list of kinds is kept anywhere else.
 */
export interface CheckKinds {}

/** A check of one kind. */
export type CheckOf<K extends keyof CheckKinds> = CheckCommon & { readonly kind: K } & CheckKinds[K];

/** One thing to look at, and what it must be. */
export type WrittenCheck = { readonly [K in keyof CheckKinds]: CheckOf<K> }[keyof CheckKinds];

/** What a `run` step does to the host: `read` nothing, `change` something that `undo` takes back, `irreversible`. */
export type Effect = 'read' | 'change' | 'irreversible';

/** Where a failed step leads. */
export type OnFailure =
  | { readonly to: 'rollback' }
  | { readonly to: 'continue' }
  | { readonly to: 'needs-human' }
  | { readonly to: 'step'; readonly step: string };

/** A part of every day in the host's local time, minutes since midnight; one that ends before it begins spans midnight. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export interface StepCommon {
  readonly id: string;
  readonly position: Position;
  readonly when?: CelRef;
  /** Further attempts after the first, and milliseconds between them. */
  readonly retry?: { readonly attempts: number; readonly delay: number };
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  readonly onFailure?: OnFailure;
}

/**
 * What the steps that become a state of their own say, by kind. It is empty here: the folder of a kind in
 * `engine/kinds/steps/` adds its own member by declaration merging.
 */
export interface StateStepKinds {}

/** The same of those that become none: they are part of the one change of a run, or replaced by another runbook's. */
export interface MergedStepKinds {}

interface StepKinds extends StateStepKinds, MergedStepKinds {}

/** A step of one kind. */
export type StepOf<K extends keyof StepKinds> = StepCommon & { readonly kind: K } & StepKinds[K];

/** One unit of a runbook. */
export type Step = { readonly [K in keyof StepKinds]: StepOf<K> }[keyof StepKinds];

/** A parsed runbook: its shape is right; whether it may run is for check/ to say. */
export interface Runbook {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly origin: Origin;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** The file it was read from, as named by the user. */
  readonly file: string;
  /** The bytes it was read from; pinned in the run. */
  readonly text: string;
}
