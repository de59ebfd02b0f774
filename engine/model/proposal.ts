/** An operation a sentence asks for that is not an edit of the configuration. */
export type Task = 'upgrade' | 'collect-garbage' | 'rollback' | 'status' | 'history' | 'search';

/**
 * What a planner makes of a sentence. Unsure means `ask`, never a guess.
 * `text` of a runbook is YAML, so that a person reads, keeps and reruns exactly what runs.
 */
export type Proposal =
  | { readonly kind: 'runbook'; readonly text: string }
  | { readonly kind: 'task'; readonly task: Task; readonly query?: string }
  | { readonly kind: 'ask'; readonly question: string; readonly choices: readonly string[] }
  | { readonly kind: 'refuse'; readonly reason: string; readonly nearest: readonly string[] };

/** What a planner may know of the host. */
export interface PlannerFacts {
  readonly hostName: string;
  /** Declared user names (`users.users`), normal ones only. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Current value of an option as plain data; undefined where not known. Packages appear as `{ type: 'pkgs', path }`. */
  readonly value: (dotted: string) => unknown;
}
