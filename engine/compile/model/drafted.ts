import type { CheckedRunbook } from '../../check/check-runbook.ts';
import type { LookUp } from '../../model/answer.ts';
import type {
  Complete,
  Completion,
  CompletionFailure,
  CompletionProgress,
  Usage,
} from '../../model/completion.ts';
import type { Finding, Result } from '../../model/finding.ts';
import type { PromptFacts } from './facts.ts';

/** What a model proposes to run: a runbook's text, or a runbook of the library with values for its parameters. */
export type Candidate =
  | { readonly kind: 'runbook'; readonly text: string }
  | {
      readonly kind: 'library';
      readonly library: string;
      readonly parameters: Readonly<Record<string, unknown>>;
    };

/**
 * Decides whether a candidate may run on this host: parses, checks options, policy and paths, tries the edits in memory.
 * The origin of a runbook's text is `generated`, whatever the text says.
 */
export type Judge<T> = (candidate: Candidate) => Result<T> | Promise<Result<T>>;

/** One call of a model, and what became of its answer. */
export interface Call {
  /** One-based. */
  readonly round: number;
  readonly provider: string;
  readonly model: string;
  /** Absent where the call failed before the provider counted. */
  readonly usage?: Usage;
  readonly attempts: number;
  /** Milliseconds. */
  readonly took: number;
  readonly outcome: 'accepted' | 'sent-back' | 'failed';
  /** Codes of the findings that the answer was sent back with. */
  readonly findings: readonly string[];
}

/**
 * What came of a sentence and a model. Every text of a model in here that a person may see is cleaned ({@link showable}),
 * but for `text`, which is what was checked, byte for byte.
 */
export type Drafted<T = CheckedRunbook> = { readonly calls: readonly Call[] } & (
  | {
      readonly kind: 'runbook';
      readonly text: string;
      readonly summary: string;
      /** What the judge made of it. */
      readonly value: T;
      /** Warnings. */
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'library';
      readonly library: string;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly value: T;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'ask'; readonly question: string; readonly choices: readonly string[] }
  | { readonly kind: 'look-up'; readonly what: LookUp; readonly query: string }
  | { readonly kind: 'task'; readonly task: 'upgrade' | 'collect-garbage' | 'rollback' }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'could-not';
      /** Why the last answer was not accepted. */
      readonly findings: readonly Finding[];
      /** The last runbook, unaccepted and unclean: only to be shown through {@link showable}. */
      readonly text?: string;
    }
  | { readonly kind: 'failed'; readonly failure: CompletionFailure }
);

/** What is heard while a draft is made. */
export type DraftProgress =
  | { readonly kind: 'asking'; readonly round: number; readonly rounds: number }
  | { readonly kind: 'completion'; readonly round: number; readonly progress: CompletionProgress }
  | { readonly kind: 'judging'; readonly round: number; readonly completion: Completion }
  | { readonly kind: 'sent-back'; readonly round: number; readonly findings: readonly Finding[] };

/** The same for whoever watches: without the text of the model, which nobody has checked. */
export type ModelProgress =
  | Exclude<DraftProgress, { kind: 'judging' }>
  | {
      readonly kind: 'judging';
      readonly round: number;
      readonly completion: Omit<Completion, 'text'>;
    };

export interface DraftInput<T> {
  readonly facts: PromptFacts;
  readonly complete: Complete;
  readonly judge: Judge<T>;
  /** Most calls: the first draft and its repairs. */
  readonly rounds: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DraftProgress) => void;
}
