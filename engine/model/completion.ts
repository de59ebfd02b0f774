/** One turn of a conversation with a model. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** What a model is asked: always for one JSON object that fits a schema, by the provider's own means. */
export interface CompletionRequest {
  readonly system: string;
  /** Ends with a turn of the user. */
  readonly turns: readonly Turn[];
  /** JSON Schema of the answer: every property required, no further ones allowed (what providers call strict). */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What the answer is called where a provider wants a name: letters, digits, underscores. */
  readonly schemaName: string;
  /** Most tokens that the answer may have. */
  readonly maxTokens: number;
}

/** Tokens as the provider counts them; `cost` in US dollars where a price is known. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens?: number;
  readonly cost?: number;
}

/** A model's answer. `text` is untrusted and unparsed: that it is JSON of the right form is for the caller to find out. */
export interface Completion {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: Usage;
  /** Requests that it took, the last included. */
  readonly attempts: number;
  /** Milliseconds, waiting included. */
  readonly took: number;
}

/**
 * Why there is no answer. `unauthorized`: the key is missing, wrong or not allowed; `rejected`: the provider does not take
 * the request; `refused`: the model declines; `truncated`: the answer hit its length limit; `cut-off`: the stream ended
 * before the answer did; `aborted`: a person interrupted.
 */
export type FailureKind =
  | 'not-configured'
  | 'unauthorized'
  | 'rate-limited'
  | 'unavailable'
  | 'unreachable'
  | 'timeout'
  | 'cut-off'
  | 'truncated'
  | 'rejected'
  | 'refused'
  | 'aborted';

/** A call that gave no answer. The message names what failed and what to do, and never holds a key. */
export interface CompletionFailure {
  readonly kind: FailureKind;
  readonly provider: string;
  readonly model: string;
  readonly message: string;
  readonly fix: string;
  readonly status?: number;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfter?: number;
  /** Tokens that were spent all the same. */
  readonly usage?: Usage;
  readonly attempts: number;
  readonly took: number;
}

export type CompletionResult =
  | { readonly ok: true; readonly completion: Completion; readonly failure?: never }
  | { readonly ok: false; readonly failure: CompletionFailure; readonly completion?: never };

/** What is heard while a model answers: characters so far, a wait before another attempt, a failure that is gone past. */
export type CompletionProgress =
  | { readonly kind: 'started'; readonly provider: string; readonly model: string }
  | { readonly kind: 'streaming'; readonly provider: string; readonly characters: number }
  | {
      readonly kind: 'waiting';
      readonly provider: string;
      /** Milliseconds. */
      readonly delay: number;
      readonly because: string;
    }
  | { readonly kind: 'failed-over'; readonly failure: CompletionFailure };

export interface CompletionHooks {
  /** Aborted when a person interrupts: the call ends at once. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CompletionProgress) => void;
}

/** Asks a model. Never throws for what a provider, a network or a model does. */
export type Complete = (request: CompletionRequest, hooks: CompletionHooks) => Promise<CompletionResult>;
