import {
  resolveProvider,
  type ProviderSettings,
  type WrittenProvider,
} from '../../../engine/config/providers.ts';
import type { Clock } from '../../../engine/model/host/clock.ts';
import { makeComplete, type CompleteDeps } from '../../../engine/llm/complete.ts';
import type {
  CompletionProgress,
  CompletionRequest,
  CompletionResult,
} from '../../../engine/model/completion.ts';
import {
  startAnthropicServer,
  startChatServer,
  startOllamaServer,
  startOpenAiServer,
  type Script,
  type ScriptedServer,
} from './servers.ts';

export const KEY = 'sk-test-0123456789abcdefghijklmnopqrstuv';

export interface Protocol {
  readonly name: string;
  readonly start: (script: Script) => Promise<ScriptedServer>;
  readonly written: WrittenProvider;
}

/** The four protocols: every case is played on each. */
export const PROTOCOLS: readonly Protocol[] = [
  { name: 'openai-responses', start: startOpenAiServer, written: { kind: 'openai', api: 'responses' } },
  { name: 'openai-chat', start: startChatServer, written: { kind: 'openai', api: 'chat' } },
  { name: 'anthropic', start: startAnthropicServer, written: { kind: 'anthropic' } },
  { name: 'ollama', start: startOllamaServer, written: { kind: 'ollama' } },
];

export const REQUEST: CompletionRequest = {
  system: 'You answer with JSON.',
  turns: [
    { role: 'user', text: 'One?' },
    { role: 'assistant', text: '{"word":"one"}' },
    { role: 'user', text: 'And two?' },
  ],
  schema: {
    type: 'object',
    properties: { word: { type: 'string', description: 'A word.' } },
    required: ['word'],
    additionalProperties: false,
  },
  schemaName: 'one_word',
  maxTokens: 512,
};

/** Settings of a protocol at a server, with a key. Seconds as in settings, so that 0.2 is a fifth of a second. */
export function settingsFor(
  { name, written }: Protocol,
  url: string,
  more: Partial<WrittenProvider> = {},
): ProviderSettings {
  return resolveProvider(name, { ...written, 'base-url': url, 'key-env': 'TEST_KEY', ...more });
}

/** A clock that sleeps no time and remembers how long it should have. */
export function fakeClock(): Pick<Clock, 'now' | 'sleep'> & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(),
    sleep: async (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
}

export interface Called {
  readonly result: CompletionResult;
  readonly progress: readonly CompletionProgress[];
  readonly slept: readonly number[];
}

export interface CallOptions {
  readonly request?: CompletionRequest;
  readonly signal?: AbortSignal;
  readonly deps?: Partial<CompleteDeps>;
  readonly onProgress?: (progress: CompletionProgress) => void;
}

/** One call, with everything that was heard. */
export async function call(settings: ProviderSettings, options: CallOptions = {}): Promise<Called> {
  const clock = fakeClock();
  const progress: CompletionProgress[] = [];
  const deps = { env: { TEST_KEY: KEY }, clock, random: () => 0.5, ...options.deps };
  const result = await makeComplete(settings, deps)(options.request ?? REQUEST, {
    signal: options.signal ?? new AbortController().signal,
    onProgress: (heard) => {
      progress.push(heard);
      options.onProgress?.(heard);
    },
  });
  return { result, progress, slept: clock.slept };
}
