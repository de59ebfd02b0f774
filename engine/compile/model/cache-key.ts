import type { CompletionRequest } from '../../model/completion.ts';
import { PROMPT_VERSION } from './prompt.ts';

/** What an answer depends on. */
export interface KeyParts {
  /** Holds the request of the person, the facts of the host, and the schema, as they are sent. */
  readonly request: CompletionRequest;
  readonly provider: string;
  readonly model: string;
}

/**
 * What an answer is kept under, to be hashed by the caller: the same for the same question to the same model. What is kept
 * is the text of the answer, which goes through every check again when it is used.
 */
export function cacheKey({ request, provider, model }: KeyParts): string {
  return canonical({ version: PROMPT_VERSION, provider, model, request });
}

/** JSON with the members of objects in one order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [two]) => (one < two ? -1 : 1)))
      : member,
  );
}
