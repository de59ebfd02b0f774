import type { AskReason, RefuseReason, Task, Topic } from '../model/proposal.ts';
import type { Edit } from '../model/options/value.ts';
import type { DraftCheck } from '../kinds/check-kind.ts';

/** Something to do that is not an edit. */
export interface TaskReading {
  readonly kind: 'task';
  readonly task: Task;
  readonly topic?: Topic;
  readonly query?: string;
}

/** More than one reading, or something is missing. A choice is a whole request that can be given back as it is. */
export interface AskReading {
  readonly kind: 'ask';
  readonly why: AskReason;
  readonly question: string;
  readonly choices: readonly string[];
}

/** Unsafe, unknown, or not a matter of configuration. */
export interface RefuseReading {
  readonly kind: 'refuse';
  readonly why: RefuseReason;
  readonly reason: string;
  readonly nearest: readonly string[];
}

/** What a sentence means on one host: a change with its checks, a task, a question, or a refusal. */
export type Understanding =
  | {
      readonly kind: 'change';
      readonly edits: readonly Edit[];
      readonly checks: readonly DraftCheck[];
      /** Parts of the sentence that only said why, and were left aside. */
      readonly aside?: readonly string[];
    }
  | TaskReading
  | AskReading
  | RefuseReading;

/** A question that a person must answer; see {@link AskReason} for the other kind. */
export function askQuestion(
  question: string,
  choices: readonly string[] = [],
  why: AskReason = 'ambiguous',
): AskReading {
  return { kind: 'ask', why, question, choices };
}

export function refuseRequest(
  why: RefuseReason,
  reason: string,
  nearest: readonly string[] = [],
): RefuseReading {
  return { kind: 'refuse', why, reason, nearest };
}
