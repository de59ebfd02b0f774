import type { CompletionRequest } from '../../model/completion.ts';
import { estimateRequest } from './tokens.ts';

/**
 * A prompt as a person reads it: exactly the text that would be sent, turn by turn, with the name of the schema and the
 * estimated tokens above.
 */
export function renderPrompt(request: CompletionRequest): string {
  const { system, turns, schema, schemaName, maxTokens } = request;
  const estimate = estimateRequest(request);
  const head = `at most about ${estimate} tokens, plus at most ${maxTokens} for the answer`;
  const parts = [
    ['system', system],
    ...turns.map(({ role, text }) => [role, text] as const),
    [`schema ${schemaName}`, JSON.stringify(schema, null, 2)],
  ];
  return [head, ...parts.map(([name, text]) => `=== ${name ?? ''} ===\n${text ?? ''}`)].join('\n\n') + '\n';
}
