import type { Position } from './finding.ts';
import type { Shape } from './options/touched.ts';
import type { Effect, Origin } from './runbook.ts';

/** Risk classes, lowest first. An option that no rule names has the highest. */
export type RiskClass = 'package' | 'service' | 'network' | 'access' | 'boot';

/** What a change asks for before it is applied, least first. */
export type Autonomy = 'automatic' | 'confirm' | 'two-people' | 'forbidden';

export const RISK_ORDER: readonly RiskClass[] = ['package', 'service', 'network', 'access', 'boot'];
export const AUTONOMY_ORDER: readonly Autonomy[] = ['automatic', 'confirm', 'two-people', 'forbidden'];
export const ORIGINS: readonly Origin[] = ['library', 'user', 'generated'];

/** A value that a rule may ask for. Text may hold `*`. */
export type Scalar = string | number | boolean | null;

/**
 * A pattern over the components of an option path, the words of a command or the parts of a file's path. Within one
 * `*` stands for any text; `**` alone stands for any number of them, none included.
 */
export type Glob = readonly string[];

/** What a rule may name beside options: what a command does, new inputs, or the garbage that is collected. */
export type RuleEffect = Effect | 'inputs' | 'garbage';

interface RuleCommon {
  /** Where it is written. */
  readonly at: Position;
  readonly because: string;
}

/** Gives what it matches a risk class; the first rule that matches decides. */
export type RiskRule = RuleCommon & { readonly class: RiskClass } & (
    | {
        readonly kind: 'options';
        readonly options: readonly Glob[];
        /** Any of these has to be set or added. Without it every change of the option matches. */
        readonly values?: readonly Scalar[];
        /** Every value has one of these forms, by the option's declared type where that decides it. */
        readonly shapes?: readonly Shape[];
      }
    | { readonly kind: 'effect'; readonly effect: RuleEffect }
  );

/** What a gate says of what it matches; the first rule that matches decides. */
interface GateCommon extends RuleCommon {
  readonly verdict: 'allow' | 'deny';
  /** Of which runbooks; of all when left out. */
  readonly origins?: readonly Origin[];
  readonly patterns: readonly Glob[];
}

/** Options that may be changed or not; one that no rule matches may. */
export interface OptionGate extends GateCommon {
  readonly values?: readonly Scalar[];
}

/** Commands that `run` steps and checks may start; one that no rule matches may not. */
export type CommandGate = GateCommon;

/** What a path is used for: a file that is looked at, a socket that is asked, a file of the configuration. */
export type PathUse = 'file' | 'socket' | 'configuration';

/** Paths that checks may look at and edits may change; one that no rule matches may not. */
export interface PathGate extends GateCommon {
  /** For all uses when left out. */
  readonly uses?: readonly PathUse[];
}

/** A CEL expression over the plan. Where it holds, or cannot be computed, it raises the class or the need. */
export interface Condition extends RuleCommon {
  readonly id: string;
  readonly when: string;
  readonly whenAt: Position;
  readonly class?: RiskClass;
  readonly need?: Autonomy;
}

export interface PlacedAutonomy {
  readonly need: Autonomy;
  readonly at: Position;
}

/** What a change of one class needs, by who wrote its runbook. */
export type AutonomyTable = Readonly<Record<RiskClass, Readonly<Record<Origin, PlacedAutonomy>>>>;

/** Who may approve what needs two people: anybody but who asked when both are empty. */
export interface Approvers {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** A policy in force: a host's own rules before those that it extends. */
export interface Policy {
  readonly file: string;
  readonly risk: readonly RiskRule[];
  readonly autonomy: AutonomyTable;
  readonly options: readonly OptionGate[];
  readonly commands: readonly CommandGate[];
  readonly paths: readonly PathGate[];
  readonly conditions: readonly Condition[];
  readonly approvers: Approvers;
}

/** One rule that matched a change, and what it asks for. */
export interface MatchedRule {
  readonly kind: 'risk' | 'condition' | 'deny' | 'policy';
  /** What it matched: an option, a step, a path, a condition's id. */
  readonly about: string;
  /** Where the rule is written; absent where no rule names it. */
  readonly at?: Position;
  readonly because: string;
  readonly class?: RiskClass;
  readonly need: Autonomy;
  /** Where it is written what the class needs. */
  readonly needAt?: Position;
}

/** What policy makes of one change: what it needs, and every rule that matched, the deciding ones first. */
export interface PolicyDecision {
  readonly need: Autonomy;
  readonly class: RiskClass;
  readonly origin: Origin;
  readonly rules: readonly MatchedRule[];
}

/** The higher of two by an order. */
export function highest<T>(order: readonly T[], first: T, second: T): T {
  return order.indexOf(first) >= order.indexOf(second) ? first : second;
}
