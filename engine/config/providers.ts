/** Which protocol a provider speaks. `openai` is every server with that interface: vLLM, llama.cpp, Gemini's. */
export type ProviderKind = 'openai' | 'anthropic' | 'ollama';

/** Which of OpenAI's two interfaces is spoken. */
export type OpenAiApi = 'responses' | 'chat';

/** One provider, resolved. Durations are milliseconds. A key never stands here: only where it is found. */
export interface ProviderSettings {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly api?: OpenAiApi;
  readonly model: string;
  readonly baseUrl?: string;
  /** Environment variable that holds the key. */
  readonly keyEnv?: string;
  /** File that holds the key; goes before the variable. A relative name is one of systemd's credentials. */
  readonly keyFile?: string;
  /** For one request, streaming included. */
  readonly timeout: number;
  /** Further attempts after a failure that may pass. */
  readonly retries: number;
  /** Most tokens of an answer. */
  readonly maxTokens: number;
  /** US dollars for a million tokens. */
  readonly price?: { readonly input: number; readonly output: number };
}

/** How sentences are planned. */
export interface PlannerSettings {
  /** Who is asked, in this order; `offline` is the built-in planner. */
  readonly order: readonly string[];
  /** Most rounds with a model: the first draft and its repairs. */
  readonly rounds: number;
  /** Most tokens of a prompt, estimated. */
  readonly budget: number;
  /** Private addresses (10.*, 192.168.*, fc00::/7, …) are left out of prompts. */
  readonly redactPrivateAddresses: boolean;
  readonly cache: boolean;
}

/** The name of the planner that needs no model. No provider may be called so. */
export const OFFLINE = 'offline';

export interface WrittenProvider {
  readonly kind: ProviderKind;
  readonly api?: OpenAiApi;
  readonly model?: string;
  readonly 'base-url'?: string;
  readonly 'key-env'?: string;
  readonly 'key-file'?: string;
  readonly timeout?: number;
  readonly retries?: number;
  readonly 'max-tokens'?: number;
  readonly price?: { readonly input: number; readonly output: number };
}

export interface WrittenPlanner {
  readonly order?: readonly string[];
  readonly rounds?: number;
  readonly budget?: number;
  readonly 'redact-private-addresses'?: boolean;
  readonly cache?: boolean;
}

/**
 * The defaults of planning: nothing leaves the host unless its settings name a provider, or a person does with
 * `--provider`.
 */
export const PLANNER_DEFAULTS: PlannerSettings = {
  order: [OFFLINE],
  // A model that was told three times what is wrong does not learn it the fourth time.
  rounds: 3,
  budget: 12_000,
  redactPrivateAddresses: false,
  cache: true,
};

const CALL_DEFAULTS = { timeout: 60_000, retries: 2, maxTokens: 4096 } as const;

/** What a kind needs where nothing is written. Prices are not guessed: they change. */
const KIND_DEFAULTS: Readonly<
  Record<ProviderKind, { readonly model: string; readonly keyEnv?: string; readonly baseUrl?: string }>
> = {
  openai: { model: 'gpt-5.5', keyEnv: 'OPENAI_API_KEY' },
  anthropic: { model: 'claude-sonnet-5-5', keyEnv: 'ANTHROPIC_API_KEY' },
  // Local: no key, and slower.
  ollama: { model: 'qwen3', baseUrl: 'http://127.0.0.1:11434' },
};

/** The providers that `--provider` may name without any settings: one of each kind, with its usual key variable. */
export const BUILT_IN: readonly ProviderSettings[] = (['anthropic', 'openai', 'ollama'] as const).map(
  (kind) => resolveProvider(kind, { kind }),
);

export function resolveProvider(name: string, written: WrittenProvider): ProviderSettings {
  const { kind } = written;
  const defaults = KIND_DEFAULTS[kind];
  const baseUrl = written['base-url'] ?? defaults.baseUrl;
  // The usual variable holds the key of the usual server; another server is not given it unasked.
  const keyEnv = written['key-env'] ?? (written['base-url'] === undefined ? defaults.keyEnv : undefined);
  const keyFile = written['key-file'];
  // Servers that copy OpenAI's interface copy the older one.
  const api = written.api ?? (written['base-url'] === undefined ? 'responses' : 'chat');
  return {
    name,
    kind,
    ...(kind === 'openai' ? { api } : {}),
    model: written.model ?? defaults.model,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(keyEnv === undefined ? {} : { keyEnv }),
    ...(keyFile === undefined ? {} : { keyFile }),
    timeout: written.timeout === undefined ? CALL_DEFAULTS.timeout : written.timeout * 1000,
    retries: written.retries ?? CALL_DEFAULTS.retries,
    maxTokens: written['max-tokens'] ?? CALL_DEFAULTS.maxTokens,
    ...(written.price === undefined ? {} : { price: written.price }),
  };
}

export function resolvePlanner(written: WrittenPlanner): PlannerSettings {
  return {
    order: written.order ?? PLANNER_DEFAULTS.order,
    rounds: written.rounds ?? PLANNER_DEFAULTS.rounds,
    budget: written.budget ?? PLANNER_DEFAULTS.budget,
    redactPrivateAddresses: written['redact-private-addresses'] ?? PLANNER_DEFAULTS.redactPrivateAddresses,
    cache: written.cache ?? PLANNER_DEFAULTS.cache,
  };
}
