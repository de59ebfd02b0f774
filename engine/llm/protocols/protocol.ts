import type { ProviderSettings } from '../../config/providers.ts';
import type { CompletionRequest } from '../../model/completion.ts';
import type { GuardedFetch } from '../network/door.ts';
import type { Listener } from '../network/listener.ts';
import type { Secret } from '../secret.ts';

/** Tokens as a provider counts them. */
export interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens?: number;
}

/** How a stream ended. `cut-off`: without the mark that the protocol ends an answer with. */
export interface StreamEnd {
  readonly end: 'complete' | 'truncated' | 'refused' | 'cut-off';
  /** Where it is refused: the model's or the provider's words, if there are any. */
  readonly why?: string;
  readonly tokens?: Tokens;
}

/** One request, as a protocol gets it. */
export interface Asking {
  readonly settings: ProviderSettings;
  readonly request: CompletionRequest;
  readonly address: string;
  readonly door: GuardedFetch;
  readonly key: Secret | undefined;
  readonly listener: Listener;
}

/**
 * A protocol: sends the request by its SDK, streaming, and tells the listener what comes. It throws what the SDK throws,
 * or a TroubleError for an error that comes in the stream.
 */
export type Protocol = (asking: Asking) => Promise<StreamEnd>;
