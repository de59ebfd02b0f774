/**
 * How long a provider asks to wait, in milliseconds from now: `retry-after-ms`, else `retry-after` in seconds or as an
 * HTTP date. Undefined when it does not say, or says nonsense; never negative.
 *
 * @example
 * readRetryAfter(new Headers({ 'retry-after': '2' }), new Date()) // 2000
 */
export function readRetryAfter(headers: Headers, now: Date): number | undefined {
  const exact = readNumber(headers.get('retry-after-ms'));
  if (exact !== undefined) return exact;
  const written = headers.get('retry-after');
  const seconds = readNumber(written);
  if (seconds !== undefined) return seconds * 1000;
  // Date.parse takes much that is no date of HTTP ("-5" is a year to it); one begins with a day of the week.
  if (written === null || !/^[A-Z][a-z]{2}/u.test(written)) return undefined;
  const at = Date.parse(written);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}(?:\.\d{1,6})?$/u.test(text.trim()) ? Number(text) : undefined;
}
