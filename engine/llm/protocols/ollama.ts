import type { ChatResponse } from 'ollama';
import type { CompletionRequest } from '../../model/completion.ts';
import type { Asking, StreamEnd } from './protocol.ts';

/** Ollama's own interface: structured output by `format`. */
export async function askOllama({ settings, request, address, door, listener }: Asking): Promise<StreamEnd> {
  const { Ollama } = await import('ollama');
  const client = new Ollama({ host: address, fetch: door.fetch });
  const stream = await client.chat({
    model: settings.model,
    messages: [
      { role: 'system', content: request.system },
      ...request.turns.map(({ role, text }) => ({ role, content: text })),
    ],
    format: request.schema,
    options: { num_predict: request.maxTokens, num_ctx: contextFor(request) },
    stream: true,
  });
  for await (const part of stream) {
    if (!listener.hear(part.message.content)) return { end: 'truncated' };
    if (part.done) return endOf(part);
  }
  return { end: 'cut-off' };
}

/**
 * Tokens of context that a request needs. Ollama's default is small, and it cuts the beginning of what is longer off
 * without a word. Another size means that the model is loaded again: so it is a power of two.
 */
function contextFor({ system, turns, maxTokens }: CompletionRequest): number {
  const characters = turns.reduce((sum, { text }) => sum + text.length, system.length);
  const needed = characters / CHARACTERS_PER_TOKEN + maxTokens;
  return 2 ** Math.ceil(Math.log2(Math.max(needed, 8192)));
}

// Nix and JSON take more tokens than prose, where it is four.
const CHARACTERS_PER_TOKEN = 3;

function endOf(part: ChatResponse): StreamEnd {
  // Left out where everything came from its cache.
  const counts: { prompt_eval_count?: number; eval_count?: number } = part;
  const tokens = { inputTokens: counts.prompt_eval_count ?? 0, outputTokens: counts.eval_count ?? 0 };
  return { end: part.done_reason === 'length' ? 'truncated' : 'complete', tokens };
}
