import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';
import { troubleInStream } from '../classify.ts';
import { openAiClient } from './openai-client.ts';
import type { Asking, StreamEnd, Tokens } from './protocol.ts';
import { TroubleError } from '../trouble.ts';

/** OpenAI's Responses interface: structured output by `text.format`; nothing is kept there (`store: false`). */
export async function askResponses(asking: Asking): Promise<StreamEnd> {
  const { settings, request, listener, key } = asking;
  const client = await openAiClient(asking);
  const stream = await client.responses.create({
    model: settings.model,
    instructions: request.system,
    input: request.turns.map(({ role, text }) => ({ role, content: text })),
    text: {
      format: { type: 'json_schema', name: request.schemaName, strict: true, schema: { ...request.schema } },
    },
    max_output_tokens: request.maxTokens,
    store: false,
    stream: true,
  });
  let refusal = '';
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta' && !listener.hear(event.delta))
      return { end: 'truncated' };
    if (event.type === 'response.refusal.delta' && refusal.length < 1000) refusal += event.delta;
    if (event.type === 'error') throw new TroubleError(troubleInStream(codeAndWords(event), key));
    const response = finished(event);
    if (response !== undefined) return endOf(response, refusal, asking);
  }
  return { end: 'cut-off' };
}

function finished(event: ResponseStreamEvent): Response | undefined {
  const { type } = event;
  return type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
    ? event.response
    : undefined;
}

function endOf(response: Response, refusal: string, { key }: Asking): StreamEnd {
  if (response.status === 'failed')
    throw new TroubleError(troubleInStream(codeAndWords(response.error ?? { message: '' }), key));
  const tokens = tokensOf(response);
  if (refusal !== '') return { end: 'refused', why: refusal, ...tokens };
  if (response.status !== 'incomplete') return { end: 'complete', ...tokens };
  const filtered = response.incomplete_details?.reason === 'content_filter';
  return filtered ? { end: 'refused', why: 'content filter', ...tokens } : { end: 'truncated', ...tokens };
}

function tokensOf({ usage }: Response): { tokens?: Tokens } {
  if (usage === undefined) return {};
  // Servers that copy the interface leave the details out.
  const details: { cached_tokens?: number } | undefined = usage.input_tokens_details;
  return {
    tokens: {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      ...(details?.cached_tokens === undefined ? {} : { cachedTokens: details.cached_tokens }),
    },
  };
}

function codeAndWords({ code, message }: { code?: string | null; message: string }): {
  code?: string;
  message: string;
} {
  return { message, ...(code === null || code === undefined ? {} : { code }) };
}
