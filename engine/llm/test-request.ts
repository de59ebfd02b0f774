import type { Complete, CompletionHooks, CompletionRequest, CompletionResult } from '../model/completion.ts';
import { isMapping } from '../document/reader.ts';

/** The smallest request of the form that planning makes. It tells nothing of the host. */
const SMALLEST: CompletionRequest = {
  system: 'You answer with one JSON object that fits the schema, and nothing else.',
  turns: [{ role: 'user', text: 'This is a test of the connection. Set "ready" to true.' }],
  schema: {
    type: 'object',
    properties: { ready: { type: 'boolean', description: 'Always true.' } },
    required: ['ready'],
    additionalProperties: false,
  },
  schemaName: 'connection_test',
  // One word; the rest is for models that think before they answer.
  maxTokens: 2048,
};

/** Asks a provider for one word by the same means as for a plan. An answer of another form is a failure. */
export async function testProvider(complete: Complete, hooks: CompletionHooks): Promise<CompletionResult> {
  const result = await complete(SMALLEST, hooks);
  if (!result.ok || isReady(result.completion.text)) return result;
  const { provider, model, usage, attempts, took } = result.completion;
  return {
    ok: false,
    failure: {
      kind: 'rejected',
      provider,
      model,
      message: `provider '${provider}' (${model}) answered, but not with the requested JSON object`,
      fix: 'use a model that supports structured output; planning needs it too',
      usage,
      attempts,
      took,
    },
  };
}

function isReady(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) && value['ready'] === true && Object.keys(value).length === 1;
  } catch {
    return false;
  }
}
