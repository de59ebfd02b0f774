/**
 * Text of a command line as a value of the schema's type; undefined when it is none. Lists are JSON (`["a","b"]`) or
 * words between commas (`a,b`).
 *
 * @example
 * coerceText('8080', { type: 'integer' }) // 8080
 */
export function coerceText(text: string, schema: Readonly<Record<string, unknown>>): unknown {
  switch (schema['type']) {
    case 'integer':
      return /^-?(0|[1-9][0-9]{0,15})$/u.test(text) ? safe(Number(text)) : undefined;
    case 'number':
      return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/u.test(text)
        ? finite(Number(text))
        : undefined;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'array':
      return coerceList(text, schema['items']);
    default:
      return text;
  }
}

function coerceList(text: string, items: unknown): readonly unknown[] | undefined {
  if (text.trimStart().startsWith('[')) return parseList(text);
  const schema = isRecord(items) ? items : {};
  const values = text === '' ? [] : text.split(',').map((word) => coerceText(word.trim(), schema));
  return values.includes(undefined) ? undefined : values;
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function safe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
