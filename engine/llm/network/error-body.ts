import { isMapping } from '../../document/reader.ts';

/** What a provider says of an error: a code of its own, and words. */
export interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
}

/**
 * Reads the error bodies there are: `{error: {code, type, message}}` (OpenAI, Anthropic, vLLM), the same in an array
 * (Gemini), `{error: "text"}` (Ollama), `{message}` and `{detail}` (proxies).
 *
 * @example
 * readErrorBody({ error: { type: 'overloaded_error', message: 'Overloaded' } }) // { code: 'overloaded_error', message: 'Overloaded' }
 */
export function readErrorBody(body: unknown): ErrorBody {
  if (typeof body === 'string') return body === '' ? {} : { message: body };
  const [first] = Array.isArray(body) ? body.map((one: unknown) => one) : [body];
  if (!isMapping(first)) return {};
  const inner = first['error'];
  if (typeof inner === 'string') return readErrorBody(inner);
  const record = isMapping(inner) ? inner : first;
  const code = [record['code'], record['type'], record['status']].find(isText);
  const message = [record['message'], record['detail']].find(isText);
  return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
}

/** The body of a response, as JSON where it is that. */
export function parseErrorText(text: string): ErrorBody {
  try {
    return readErrorBody(JSON.parse(text));
  } catch {
    // A page for browsers says nothing that helps.
    return /^\s*</u.test(text) ? {} : readErrorBody(text);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
