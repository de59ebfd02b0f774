import type { FailureKind } from '../model/completion.ts';

/** Why one request gave no answer. Its message may hold a provider's words, scrubbed; never a key. */
export interface Trouble {
  readonly kind: FailureKind;
  /** What happened, as the end of a sentence about the provider. */
  readonly message: string;
  /** Whether the same request may succeed a moment later. */
  readonly passing: boolean;
  readonly status?: number;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfter?: number;
  /** What to do, where more is known than the kind. */
  readonly fix?: string;
}

/** Carries trouble out of a stream. */
export class TroubleError extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.name = 'TroubleError';
    this.trouble = trouble;
  }
}
