import type { Edit } from '../../model/options/value.ts';
import type { FollowUpAction } from './words.ts';
import type { Understanding } from '../understanding.ts';

/** The plan that was shown last, as a later line may refer to it. */
export interface LastPlan {
  readonly sentence: string;
  /** Of the checked runbook: what the sentence, whoever read it, came to. */
  readonly edits: readonly Edit[];
  readonly applied: boolean;
}

/** What was asked back last. A choice is a whole request. */
export interface LastQuestion {
  readonly choices: readonly string[];
}

/** What was said before the line. A question is newer than the plan beside it. */
export interface Conversation {
  readonly plan?: LastPlan | undefined;
  readonly question?: LastQuestion | undefined;
}

/** What is known of the host: what a sentence means on it, and the users that it declares. */
export interface FollowUpFacts {
  readonly read: (sentence: string) => Understanding;
  readonly users: readonly string[];
}

/**
 * What a line means after what was said before it. `unsure`: it refers to the plan in a way that was not understood; a
 * model may know, else it is asked.
 */
export type FollowUp =
  | { readonly kind: 'sentence'; readonly sentence: string }
  | { readonly kind: 'action'; readonly action: FollowUpAction }
  | { readonly kind: 'ask'; readonly question: string; readonly choices: readonly string[] }
  | { readonly kind: 'unsure'; readonly question: string };
