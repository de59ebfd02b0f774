import type { Command } from '../command.ts';
import type { Result } from '../finding.ts';
import type { OptionOrigin, SystemFacts } from '../system.ts';
import type { TouchedOption } from '../options/touched.ts';
import type { Edit, OptionPath } from '../options/value.ts';

/**
 * What is evaluated: the live tree; a candidate directory, seen at the live tree's paths; or a work tree that git made of
 * the user's repository for a candidate, where the configuration is below `prefix` ('' or ending in '/').
 */
export type Source =
  | { readonly kind: 'live' }
  | { readonly kind: 'candidate'; readonly directory: string }
  | { readonly kind: 'work-tree'; readonly directory: string; readonly prefix: string };

/** The options and packages that an evaluation has to tell of. */
export interface FactsQuery {
  readonly options: readonly OptionPath[];
  readonly packages: readonly OptionPath[];
  /** Of these options also where they come from. */
  readonly origins?: readonly OptionPath[];
  /** What these modules define by themselves. */
  readonly modules?: readonly ModuleQuery[];
}

/** A module of the configuration by its file, and the names at its top of which all that it defines is told. */
export interface ModuleQuery {
  readonly file: string;
  readonly names: readonly string[];
}

/** Beyond the facts of the diff: who a sentence may name, and what single modules define. */
export interface EvaluatedFacts extends SystemFacts {
  readonly normalUsers: readonly string[];
  /**
   * Attribute paths as JSON that a module defines, conditions met or not, by file and top name; null where that cannot
   * be told. Absent where it was not asked.
   */
  readonly modules?: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>>;
}

/** Facts of which nothing is known. */
export const NO_FACTS: EvaluatedFacts = {
  drvPath: '',
  outPath: '',
  hostName: '',
  options: {},
  pkgs: {},
  packages: [],
  units: {},
  ports: { firewall: false, tcp: [], udp: [] },
  users: {},
  normalUsers: [],
  groups: [],
  kernel: '',
  etc: {},
  warnings: [],
};

/** The text of a configuration that is a system's. */
export interface SystemText {
  /** In the snapshot store. */
  readonly commit: string;
  /** Whether what it reads from elsewhere, its package set included, is what it was then. */
  readonly sameElsewhere: boolean;
}

/** Plain data without the secrets that are known. */
export type RedactData = <T>(value: T) => T;

/** Evaluates configurations, and remembers what it was told. EVAL… findings say why Nix refuses. */
export interface Evaluate {
  /** One evaluation of a whole system: its derivation, instantiated, and its facts. */
  facts(source: Source, query: FactsQuery, signal: AbortSignal): Promise<Result<EvaluatedFacts>>;
  /** Where the values of some options come from, by option path as JSON. */
  origins(
    source: Source,
    options: readonly OptionPath[],
    signal: AbortSignal,
  ): Promise<Result<Readonly<Record<string, OptionOrigin>>>>;
  /** The facts of a candidate that may not be the one; undefined where that cannot be had early. */
  early(
    directory: string,
    query: FactsQuery,
    signal: AbortSignal,
  ): Promise<Result<EvaluatedFacts> | undefined>;
  /** Whether a second evaluation would not be in the way of the first. */
  hasRoomForTwo(): boolean;
  /** Facts of the live configuration, whose content hash is `tree`; evaluated where they are not known yet. */
  live(
    tree: string,
    query: FactsQuery,
    redact: RedactData,
    signal?: AbortSignal,
  ): Promise<Result<EvaluatedFacts>>;
  /** Whether `live` would evaluate nothing. */
  knowsLive(tree: string, query: FactsQuery): Promise<boolean>;
  /** Remembers what a tree evaluates to. */
  keepTree(tree: string, facts: EvaluatedFacts, redact: RedactData): Promise<void>;
  /** Remembers what a system is like; so that going back to it needs no evaluation. */
  keepSystem(facts: EvaluatedFacts, redact: RedactData): Promise<void>;
  /** What is remembered of a system. */
  system(outPath: string): Promise<EvaluatedFacts | undefined>;
  /** Remembers the text that a system was evaluated from, by its commit in the snapshot store. */
  keepText(outPath: string, commit: string): Promise<void>;
  /** The text that a system was evaluated from; undefined where nobody has seen it. */
  textOf(outPath: string): Promise<SystemText | undefined>;
  /** What the host's options say of what edits touch: nothing where they were never asked for. */
  touched(edits: readonly Edit[]): Promise<readonly TouchedOption[]>;
  /** What `facts` would run. */
  command(source: Source, query: FactsQuery): Command;
}
