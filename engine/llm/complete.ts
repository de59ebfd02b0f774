import type { ProviderSettings } from '../config/providers.ts';
import type { Clock } from '../model/host/clock.ts';
import type { Complete, CompletionFailure, CompletionHooks, CompletionRequest } from '../model/completion.ts';
import type { Finding } from '../model/finding.ts';
import { checkAddress } from './network/address.ts';
import { askAnthropic } from './protocols/anthropic.ts';
import { attempt, type Attempt } from './attempt.ts';
import { readCredential, type Environment } from './credentials.ts';
import { failOver } from './failover.ts';
import { fixOf } from './fixes.ts';
import { askOllama } from './protocols/ollama.ts';
import { askChat } from './protocols/openai-chat.ts';
import { askResponses } from './protocols/openai-responses.ts';
import type { Protocol } from './protocols/protocol.ts';
import { withRetries } from './retry.ts';
import type { Secret } from './secret.ts';
import type { Trouble } from './trouble.ts';
import { priceUsage } from './usage.ts';

/** What a call needs from the world. */
export interface CompleteDeps {
  readonly env: Environment;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * A way to ask one provider. Nothing is loaded, read or sent before it is called.
 *
 * @example
 * const complete = makeComplete(settings, { env: process.env, clock: systemClock, random: Math.random });
 * const result = await complete(request, { signal });
 * if (result.ok) JSON.parse(result.completion.text);
 */
export function makeComplete(settings: ProviderSettings, deps: CompleteDeps): Complete {
  return async (request, hooks) => {
    const started = deps.clock.now().getTime();
    const took = (): number => deps.clock.now().getTime() - started;
    const credential = await readCredential(settings, deps.env);
    if (!credential.ok) return { ok: false, failure: notConfigured(settings, credential.findings, took()) };
    const key = credential.value?.key;
    const problem = checkAddress(settings, key !== undefined);
    if (problem !== undefined) return { ok: false, failure: notConfigured(settings, [problem], took()) };
    const maxTokens = Math.min(request.maxTokens, settings.maxTokens);
    const made = await ask(settings, key, { request: { ...request, maxTokens }, hooks, deps });
    const { text, trouble, tokens, requests } = made;
    const { name: provider, model } = settings;
    if (text === undefined)
      return { ok: false, failure: failure(settings, made, trouble ?? NOTHING, took()) };
    const usage = priceUsage(tokens ?? { inputTokens: 0, outputTokens: 0 }, settings);
    return { ok: true, completion: { text, provider, model, usage, attempts: requests, took: took() } };
  };
}

/** A way to ask the first provider of a list that answers. */
export function makeCompleteInOrder(list: readonly ProviderSettings[], deps: CompleteDeps): Complete {
  return failOver(list.map((settings) => makeComplete(settings, deps)));
}

interface Call {
  readonly request: CompletionRequest;
  readonly hooks: CompletionHooks;
  readonly deps: CompleteDeps;
}

async function ask(
  settings: ProviderSettings,
  key: Secret | undefined,
  { request, hooks, deps }: Call,
): Promise<Attempt> {
  const { name: provider, model } = settings;
  const { clock, random } = deps;
  const protocol = protocolOf(settings);
  hooks.onProgress?.({ kind: 'started', provider, model });
  return withRetries(() => attempt({ protocol, settings, key, request, hooks, now: () => clock.now() }), {
    retries: settings.retries,
    clock,
    random,
    signal: hooks.signal,
    onWait: (delay, because) => hooks.onProgress?.({ kind: 'waiting', provider, delay, because }),
  });
}

function protocolOf({ kind, api }: ProviderSettings): Protocol {
  if (kind === 'anthropic') return askAnthropic;
  if (kind === 'ollama') return askOllama;
  return api === 'responses' ? askResponses : askChat;
}

const NOTHING: Trouble = { kind: 'cut-off', message: 'returned an empty answer', passing: false };

function failure(
  settings: ProviderSettings,
  { tokens, requests }: Attempt,
  trouble: Trouble,
  took: number,
): CompletionFailure {
  const { kind, status, retryAfter, message } = trouble;
  const { name: provider, model } = settings;
  return {
    kind,
    provider,
    model,
    message: `provider '${provider}' (${model}) ${message}`,
    fix: fixOf(trouble, settings),
    ...(status === undefined ? {} : { status }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(tokens === undefined ? {} : { usage: priceUsage(tokens, settings) }),
    attempts: requests,
    took,
  };
}

function notConfigured(
  { name: provider, model }: ProviderSettings,
  findings: readonly Finding[],
  took: number,
): CompletionFailure {
  const [first] = findings;
  return {
    kind: 'not-configured',
    provider,
    model,
    message: first?.message ?? `provider '${provider}' is not configured`,
    fix: first?.fix ?? 'nixos-ai providers explain shows how to configure it',
    attempts: 0,
    took,
  };
}
