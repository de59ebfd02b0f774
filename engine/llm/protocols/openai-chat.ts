import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import { openAiClient } from './openai-client.ts';
import type { Asking, StreamEnd, Tokens } from './protocol.ts';

/**
 * OpenAI's older interface, which other servers copy: structured output by `response_format`. A server that answers 400
 * to that, naming it, is asked once more for any JSON object, with the schema in words.
 */
export async function askChat(asking: Asking): Promise<StreamEnd> {
  try {
    return await stream(asking, strictFormat(asking));
  } catch (error) {
    if (!knowsNoSchema(asking)) throw error;
    return stream(asking, looseFormat(asking));
  }
}

type Body = Pick<ChatCompletionCreateParamsStreaming, 'messages' | 'response_format'>;

function strictFormat({ request }: Asking): Body {
  const { system, schemaName: name, schema } = request;
  return {
    messages: messages(system, request.turns),
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: { ...schema } } },
  };
}

function looseFormat({ request }: Asking): Body {
  const { system, schema } = request;
  const words = `Answer with one JSON object, and nothing else, that fits this JSON Schema:\n${JSON.stringify(schema)}`;
  return {
    messages: messages(`${system}\n\n${words}`, request.turns),
    response_format: { type: 'json_object' },
  };
}

function messages(system: string, turns: Asking['request']['turns']): Body['messages'] {
  return [{ role: 'system', content: system }, ...turns.map(({ role, text }) => ({ role, content: text }))];
}

function knowsNoSchema({ door }: Asking): boolean {
  const trouble = door.trouble();
  return (
    (trouble?.status === 400 || trouble?.status === 422) &&
    /response_format|json_schema/u.test(trouble.message)
  );
}

async function stream(asking: Asking, body: Body): Promise<StreamEnd> {
  const { settings, request, listener } = asking;
  const client = await openAiClient(asking);
  // OpenAI's newer models take only the newer name; servers that copy it know the older one.
  const limit =
    settings.baseUrl === undefined
      ? { max_completion_tokens: request.maxTokens }
      : { max_tokens: request.maxTokens };
  const chunks = await client.chat.completions.create({
    model: settings.model,
    ...body,
    ...limit,
    stream: true,
    stream_options: { include_usage: true },
  });
  let refusal = '';
  let reason: string | null = null;
  let usage: CompletionUsage | null | undefined;
  for await (const chunk of chunks) {
    usage = chunk.usage ?? usage;
    // The last chunk has the usage and no choice.
    const choice = chunk.choices[0];
    if (choice === undefined) continue;
    if (!listener.hear(choice.delta.content ?? '')) return { end: 'truncated' };
    if (refusal.length < 1000) refusal += choice.delta.refusal ?? '';
    reason = choice.finish_reason ?? reason;
  }
  return { ...endOf(reason, refusal), ...tokensOf(usage) };
}

function endOf(reason: string | null, refusal: string): StreamEnd {
  if (reason === null) return { end: 'cut-off' };
  if (reason === 'content_filter') return { end: 'refused', why: 'content filter' };
  if (refusal !== '') return { end: 'refused', why: refusal };
  return { end: reason === 'length' ? 'truncated' : 'complete' };
}

function tokensOf(usage: CompletionUsage | null | undefined): { tokens?: Tokens } {
  if (usage === null || usage === undefined) return {};
  const cached = usage.prompt_tokens_details?.cached_tokens;
  return {
    tokens: {
      inputTokens: usage.prompt_tokens,
      outputTokens: usage.completion_tokens,
      ...(cached === undefined ? {} : { cachedTokens: cached }),
    },
  };
}
