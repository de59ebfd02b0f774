import type { LookUp } from './answer.ts';

/** An operation a sentence asks for that is not an edit of the configuration. */
export type Task = 'upgrade' | 'collect-garbage' | 'rollback' | 'status' | 'history' | 'search';

/** What a question is about. The engine answers it from journal, index, configuration and host. */
export type Topic = LookUp | 'open-ports' | 'users' | 'installed' | 'help';

/**
 * Why something is asked. `ambiguous`: it was read, and a person must decide between readings, or must add what only
 * they know. `not-understood`: some of it was not read, so that a model may help.
 */
export type AskReason = 'ambiguous' | 'not-understood';

/**
 * Why something is refused. `unsafe`: final, and never handed to a model. `invalid`: understood, but no host takes such
 * a value (port 99999). `unknown`: it names what this host does not have, or not under that name; a model may know it.
 * `not-configuration`: as far as the words tell, nothing that a configuration can say.
 */
export type RefuseReason = 'unsafe' | 'invalid' | 'unknown' | 'not-configuration';

/**
 * What a planner makes of a sentence. Unsure means `ask`, never a guess.
 * `text` of a runbook is YAML, so that a person reads, keeps and reruns exactly what runs.
 */
export type Proposal =
  | { readonly kind: 'runbook'; readonly text: string }
  | { readonly kind: 'task'; readonly task: Task; readonly topic?: Topic; readonly query?: string }
  | {
      readonly kind: 'ask';
      readonly why: AskReason;
      readonly question: string;
      readonly choices: readonly string[];
    }
  | {
      readonly kind: 'refuse';
      readonly why: RefuseReason;
      readonly reason: string;
      readonly nearest: readonly string[];
    };

/** What a planner may know of the host. */
export interface PlannerFacts {
  readonly hostName: string;
  /** Declared user names (`users.users`), normal ones only. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Users whose homes Home Manager makes; none where absent. */
  readonly homes?: readonly string[];
  /** Current value of an option as plain data; undefined where not known. Packages appear as `{ type: 'pkgs', path }`. */
  readonly value: (dotted: string) => unknown;
}
