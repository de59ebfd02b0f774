import type { StopReason } from '@anthropic-ai/sdk/resources/messages';
import type { Asking, StreamEnd, Tokens } from './protocol.ts';

/**
 * Anthropic's Messages interface. Structured output by `output_config.format`, which is stable there; a forced tool, the
 * older means, excludes models that think before they answer. Constraints that it does not take (lengths, bounds) are
 * put into descriptions by the SDK's own function: the caller checks the answer anyway.
 */
export async function askAnthropic(asking: Asking): Promise<StreamEnd> {
  const { settings, request, listener } = asking;
  const [client, schema] = await load(asking);
  const stream = await client.messages.create({
    model: settings.model,
    max_tokens: request.maxTokens,
    system: request.system,
    messages: request.turns.map(({ role, text }) => ({ role, content: text })),
    output_config: { format: { type: 'json_schema', schema } },
    stream: true,
  });
  let input: Counts | undefined;
  let reason: StopReason | null = null;
  let tokens: Tokens | undefined;
  for await (const event of stream) {
    if (event.type === 'message_start') input = event.message.usage;
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
      if (!listener.hear(event.delta.text)) return { end: 'truncated', ...counted(tokens) };
    }
    if (event.type === 'message_delta') {
      reason = event.delta.stop_reason ?? reason;
      tokens = add(input, event.usage.output_tokens);
    }
    if (event.type === 'message_stop') return { ...endOf(reason), ...counted(tokens) };
  }
  return { end: 'cut-off', ...counted(tokens) };
}

// Said here, since a variable of the environment may say otherwise; it is the one that the SDK's types describe.
const VERSION = '2026-10-21';

async function load({ address, settings, door, request }: Asking) {
  const [{ default: Anthropic }, { transformJSONSchema }] = await Promise.all([
    import('@anthropic-ai/sdk'),
    import('@anthropic-ai/sdk/lib/transform-json-schema'),
  ]);
  const client = new Anthropic({
    // Wanted by the SDK, which else looks for credentials in files; the door writes the header, with the real key.
    apiKey: 'unused',
    webhookKey: null,
    baseURL: address,
    fetch: door.fetch,
    maxRetries: 0,
    defaultHeaders: { 'anthropic-version': VERSION },
    // The attempt has its own limit, which ends first.
    timeout: settings.timeout + 60_000,
    logLevel: 'off',
    openTelemetry: false,
  });
  return [client, transformJSONSchema({ ...request.schema })] as const;
}

interface Counts {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
}

/** Anthropic counts what came from its cache beside the input; everywhere else it is part of it. */
function add(input: Counts | undefined, outputTokens: number): Tokens {
  const cached = input?.cache_read_input_tokens ?? 0;
  const inputTokens = (input?.input_tokens ?? 0) + cached + (input?.cache_creation_input_tokens ?? 0);
  return { inputTokens, outputTokens, ...(cached === 0 ? {} : { cachedTokens: cached }) };
}

function counted(tokens: Tokens | undefined): { tokens?: Tokens } {
  return tokens === undefined ? {} : { tokens };
}

function endOf(reason: StopReason | null): StreamEnd {
  if (reason === 'refusal') return { end: 'refused' };
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return { end: 'truncated' };
  return { end: 'complete' };
}
