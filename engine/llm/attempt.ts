import { systemClock } from '../host/clock.ts';
import type { ProviderSettings } from '../config/providers.ts';
import type { CompletionHooks, CompletionRequest } from '../model/completion.ts';
import { addressOf } from './network/address.ts';
import { troubleInStream } from './classify.ts';
import { makeDoor, type GuardedFetch } from './network/door.ts';
import { isMapping } from '../document/reader.ts';
import { readErrorBody } from './network/error-body.ts';
import { tooLarge } from './network/limits.ts';
import { makeListener } from './network/listener.ts';
import type { Protocol, StreamEnd, Tokens } from './protocols/protocol.ts';
import { scrub, type Secret } from './secret.ts';
import { TroubleError, type Trouble } from './trouble.ts';

/** What became of one try. */
export interface Attempt {
  readonly text?: string;
  readonly trouble?: Trouble;
  readonly tokens?: Tokens;
  readonly requests: number;
}

export interface AttemptOptions {
  readonly protocol: Protocol;
  readonly settings: ProviderSettings;
  readonly key: Secret | undefined;
  readonly request: CompletionRequest;
  readonly hooks: CompletionHooks;
  readonly now: () => Date;
}

// A token is four characters of prose, and never more than a word: what is longer than this is not an answer.
const CHARACTERS_PER_TOKEN = 8;
// A token may come in an event of its own, with its wrapping.
const BYTES_PER_TOKEN = 4096;
const BYTES_AT_LEAST = 1_048_576;

/** Asks once. Ends at once when a person interrupts, and when the time for one request is over. */
export async function attempt(options: AttemptOptions): Promise<Attempt> {
  const { protocol, settings, key, request, hooks, now } = options;
  const stop = makeStop(hooks.signal, settings.timeout);
  const address = addressOf(settings);
  const maxBytes = BYTES_AT_LEAST + request.maxTokens * BYTES_PER_TOKEN;
  const door = makeDoor({ kind: settings.kind, address, key, signal: stop.signal, maxBytes, now });
  const listener = makeListener(request.maxTokens * CHARACTERS_PER_TOKEN, (characters) => {
    if (!stop.signal.aborted) hooks.onProgress?.({ kind: 'streaming', provider: settings.name, characters });
  });
  try {
    const asked = protocol({ settings, request, address, door, key, listener });
    // An SDK ends a stream that is aborted without a word, as if it were over.
    const end = await Promise.race([asked, stop.stopped]);
    const trouble = door.trouble() ?? troubleOfEnd(end, request, key);
    const tokens = end.tokens === undefined ? {} : { tokens: end.tokens };
    if (trouble !== undefined) return { trouble, ...tokens, requests: door.requests() };
    return { text: listener.text(), ...tokens, requests: door.requests() };
  } catch (error) {
    return { trouble: stop.why() ?? troubleOf(error, door, key), requests: door.requests() };
  } finally {
    stop.end();
  }
}

interface Stop {
  readonly signal: AbortSignal;
  /** Never resolves; rejects when it stops. */
  readonly stopped: Promise<never>;
  readonly why: () => Trouble | undefined;
  /** Ends what may still be open. */
  readonly end: () => void;
}

function makeStop(outer: AbortSignal, timeout: number): Stop {
  const controller = new AbortController();
  let why: Trouble | undefined;
  const { promise, reject } = Promise.withResolvers<never>();
  // Nobody waits for it where the answer was first.
  promise.catch(() => undefined);
  const stop = (trouble: Trouble): void => {
    why ??= trouble;
    controller.abort();
    reject(new TroubleError(trouble));
  };
  const interrupt = (): void => stop({ kind: 'aborted', message: 'was interrupted', passing: false });
  const message = `did not finish its answer within ${timeout / 1000} seconds`;
  const timer = systemClock.after(timeout, () => stop({ kind: 'timeout', message, passing: true }));
  if (outer.aborted) interrupt();
  outer.addEventListener('abort', interrupt, { once: true });
  return {
    signal: controller.signal,
    stopped: promise,
    why: () => why,
    end: () => {
      timer.cancel();
      outer.removeEventListener('abort', interrupt);
      controller.abort();
    },
  };
}

function troubleOfEnd(
  { end, why }: StreamEnd,
  { maxTokens }: CompletionRequest,
  key: Secret | undefined,
): Trouble | undefined {
  if (end === 'complete') return undefined;
  if (end === 'truncated') return tooLarge(`${maxTokens} tokens`);
  if (end === 'cut-off') return CUT_OFF;
  const words = why === undefined ? '' : `: "${scrub(why, key)}"`;
  return { kind: 'refused', message: `declined to answer${words}`, passing: false };
}

const CUT_OFF: Trouble = { kind: 'cut-off', message: 'stopped before the end of its answer', passing: true };

/** What was thrown: known to the door, said in the stream, or a connection that broke after the answer had begun. */
function troubleOf(error: unknown, door: GuardedFetch, key: Secret | undefined): Trouble {
  const known = door.trouble();
  if (known !== undefined) return known;
  if (error instanceof TroubleError) return error.trouble;
  // Both SDKs throw an error event of the stream with its body in `error`.
  if (isMapping(error) && isMapping(error['error']))
    return troubleInStream(readErrorBody(error['error']), key);
  if (door.requests() > 0) return CUT_OFF;
  const words = error instanceof Error ? error.message : String(error);
  return { kind: 'rejected', message: `could not be called: ${scrub(words, key)}`, passing: false };
}
