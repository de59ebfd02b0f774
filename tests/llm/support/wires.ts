import { REPORTED, type Wire } from './scripted-server.ts';

const sse = (event: Readonly<Record<string, unknown>> & { readonly type: string }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export const RESPONSES_WIRE: Wire = {
  base: '/v1',
  path: '/v1/responses',
  type: 'text/event-stream',
  begin: sse({ type: 'response.created', ...responseOf('in_progress') }),
  delta: (delta) =>
    sse({
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta,
    }),
  end: (how) =>
    how === 'length'
      ? sse({
          type: 'response.incomplete',
          ...responseOf('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
        })
      : sse({ type: 'response.completed', ...responseOf('completed') }),
  refusal: (delta) =>
    sse({
      type: 'response.refusal.delta',
      item_id: 'msg_1',
      output_index: 0,
      content_index: 0,
      delta,
    }) + sse({ type: 'response.completed', ...responseOf('completed') }),
  error: (code, message) =>
    sse({ type: 'response.failed', ...responseOf('failed', { error: { code, message } }) }),
  errorBody: openAiError,
};

function responseOf(status: string, more: object = {}): Readonly<Record<string, unknown>> {
  const usage = {
    input_tokens: REPORTED.input,
    input_tokens_details: { cached_tokens: REPORTED.cached },
    output_tokens: REPORTED.output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: REPORTED.input + REPORTED.output,
  };
  const response = {
    id: 'resp_1',
    object: 'response',
    status,
    error: null,
    incomplete_details: null,
    output: [],
  };
  return { response: { ...response, usage: status === 'in_progress' ? null : usage, ...more } };
}

function openAiError(code: string, message: string): object {
  return { error: { message, type: 'error', param: null, code } };
}

const chunk = (choices: readonly object[], more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...more })}\n\n`;

const CHAT_USAGE = {
  usage: {
    prompt_tokens: REPORTED.input,
    completion_tokens: REPORTED.output,
    total_tokens: REPORTED.input + REPORTED.output,
    prompt_tokens_details: { cached_tokens: REPORTED.cached },
  },
};

const chatEnd = (finish_reason: string): string =>
  `${chunk([{ index: 0, delta: {}, finish_reason }])}${chunk([], CHAT_USAGE)}data: [DONE]\n\n`;

/** https://platform.openai.com/docs/api-reference/chat-streaming */
export const CHAT_WIRE: Wire = {
  base: '/v1',
  path: '/v1/chat/completions',
  type: 'text/event-stream',
  begin: chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  delta: (content) => chunk([{ index: 0, delta: { content }, finish_reason: null }]),
  end: (how) => chatEnd(how === 'length' ? 'length' : 'stop'),
  refusal: (refusal) => chunk([{ index: 0, delta: { refusal }, finish_reason: null }]) + chatEnd('stop'),
  error: (code, message) => `data: ${JSON.stringify(openAiError(code, message))}\n\n`,
  errorBody: openAiError,
};

const messageDelta = (stop_reason: string): string =>
  sse({
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { output_tokens: REPORTED.output },
  }) + sse({ type: 'message_stop' });

/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export const ANTHROPIC_WIRE: Wire = {
  base: '',
  path: '/v1/messages',
  type: 'text/event-stream',
  begin:
    sse({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [],
        model: 'claude',
        stop_reason: null,
        stop_sequence: null,
        // Anthropic counts what came from its cache beside the rest.
        usage: {
          input_tokens: REPORTED.input - REPORTED.cached,
          cache_read_input_tokens: REPORTED.cached,
          cache_creation_input_tokens: 0,
          output_tokens: 1,
        },
      },
    }) +
    sse({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }) +
    sse({ type: 'ping' }),
  delta: (text) => sse({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  end: (how) =>
    sse({ type: 'content_block_stop', index: 0 }) +
    messageDelta(how === 'length' ? 'max_tokens' : 'end_turn'),
  refusal: (text) =>
    sse({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }) +
    sse({ type: 'content_block_stop', index: 0 }) +
    messageDelta('refusal'),
  error: (type, message) => sse({ type: 'error', error: { type, message } }),
  errorBody: (type, message) => ({ type: 'error', error: { type, message }, request_id: 'req_1' }),
};

const line = (message: object, more: object): string =>
  `${JSON.stringify({ model: 'm', created_at: '2026-01-01T00:00:00Z', message, ...more })}\n`;

const ollamaEnd = (done_reason: string): string =>
  line(
    { role: 'assistant', content: '' },
    {
      done: true,
      done_reason,
      prompt_eval_count: REPORTED.input,
      eval_count: REPORTED.output,
      total_duration: 1,
    },
  );

/** https://github.com/ollama/ollama/blob/main/docs/api.md: it has no way to say that a model refuses. */
export const OLLAMA_WIRE: Wire = {
  base: '',
  path: '/api/chat',
  type: 'application/x-ndjson',
  begin: '',
  delta: (content) => line({ role: 'assistant', content }, { done: false }),
  end: (how) => ollamaEnd(how === 'length' ? 'length' : 'stop'),
  refusal: (content) => line({ role: 'assistant', content }, { done: false }) + ollamaEnd('stop'),
  error: (_code, message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (_code, message) => ({ error: message }),
};
