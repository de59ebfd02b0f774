import type { Clock } from '../model/host/clock.ts';
import type { Attempt } from './attempt.ts';
import type { Tokens } from './protocols/protocol.ts';
import type { Trouble } from './trouble.ts';

export interface RetryOptions {
  /** Further attempts after the first. */
  readonly retries: number;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** From 0 to 1, so that hosts that failed together do not come back together. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onWait: (delay: number, because: string) => void;
}

/** Milliseconds. Whoever asks to wait for longer than `most` is not waited for: another provider is asked. */
export const BACKOFF = { first: 500, factor: 2, most: 30_000 } as const;

/**
 * Tries until there is an answer, or trouble that will not pass, or no attempt is left. The only place that tries again:
 * the SDKs do not. A timeout is tried again once, since it has already taken long.
 */
export async function withRetries(attempt: () => Promise<Attempt>, options: RetryOptions): Promise<Attempt> {
  let timeouts = 0;
  let spent: Spent = { requests: 0 };
  for (let failures = 0; ;) {
    const made = await attempt();
    spent = add(spent, made);
    const { trouble } = made;
    if (trouble === undefined) return { ...made, ...spent };
    failures += 1;
    if (trouble.kind === 'timeout') timeouts += 1;
    const delay = delayOf(trouble, failures, options.random());
    const over = failures > options.retries || timeouts > 1 || !trouble.passing || delay > BACKOFF.most;
    if (over) return { trouble, ...spent };
    options.onWait(delay, trouble.message);
    await options.clock.sleep(delay, options.signal);
    if (options.signal.aborted) return { trouble: INTERRUPTED, ...spent };
  }
}

const INTERRUPTED: Trouble = { kind: 'aborted', message: 'was interrupted', passing: false };

/** What a provider asks for, and a little more; else twice as long each time, and somewhere in the upper half of it. */
function delayOf({ retryAfter }: Trouble, failures: number, random: number): number {
  if (retryAfter !== undefined) return Math.round(retryAfter + random * 250);
  const full = BACKOFF.first * BACKOFF.factor ** (failures - 1);
  return Math.round(Math.min(full, BACKOFF.most) * (0.5 + random / 2));
}

interface Spent {
  readonly requests: number;
  readonly tokens?: Tokens;
}

function add(before: Spent, { requests, tokens }: Attempt): Spent {
  const sum = addTokens(before.tokens, tokens);
  return { requests: before.requests + requests, ...(sum === undefined ? {} : { tokens: sum }) };
}

/** Tokens of attempts that failed are paid for all the same. */
export function addTokens(one: Tokens | undefined, other: Tokens | undefined): Tokens | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const cached = (one.cachedTokens ?? 0) + (other.cachedTokens ?? 0);
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    ...(cached === 0 ? {} : { cachedTokens: cached }),
  };
}
