import { isRandom } from '../entropy.ts';
import { isSecretValue } from '../secret-values.ts';
import type { FoundSecret, Stretch } from '../span.ts';

/** Longer than any URL that a program takes. */
const LONGEST = 2048;

/**
 * Secrets of URLs: the password before the host, up to the last `@` that can stand before one and with `/`, `?` and `#`
 * in it; a user that is a token; what signs a query or stands for a password in it or in a path.
 */
export function findUrlSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const url = urlAt(text, at);
    found.push(...userSecrets(text, url), ...pathSecrets(text, url));
  }
  return found;
}

/** From behind `://` to white space, to the quote or bracket that the URL stands in, or to the next URL. */
function urlAt(text: string, colon: number): Stretch {
  const start = colon + 3;
  let before = colon;
  while (before > 0 && colon - before < 24 && /[A-Za-z0-9+.-]/u.test(text[before - 1] ?? '')) before -= 1;
  const close = CLOSING.get(text[before - 1] ?? '');
  const limit = Math.min(text.length, start + LONGEST);
  let end = start;
  while (end < limit && !/\s/u.test(text[end] ?? '') && text[end] !== close && !text.startsWith('://', end))
    end += 1;
  return { start, end };
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['(', ')'],
  ['[', ']'],
]);

const USER = /[^\s/?#@:"'<>\\]{0,128}:/y;
const HOST_BEHIND = /@(?:[A-Za-z0-9_][\w.%-]{0,253}|\[[0-9A-Fa-f:.]{2,45}\])(?=$|[:/?#,\s"'`)>\]}\\;&|])/y;
/** A host that is surely one. */
const CLEAR_HOST =
  /@(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}|localhost|\d{1,3}(?:\.\d{1,3}){3})(?=$|[:/?#,\s"'`)>\]}\\;&|])/y;

function userSecrets(text: string, url: Stretch): readonly FoundSecret[] {
  const user = matchEnd(USER, text, url.start);
  if (user === undefined) return tokenUser(text, url);
  const end = passwordEnd(text, user, url.end);
  if (end === undefined || end === user) return [];
  const password = text.slice(user, end);
  return isSecretValue(password) ? [{ kind: 'url-password', start: user, end }] : [];
}

/** The place of the `@` that ends the password that begins here. */
function passwordEnd(text: string, from: number, limit: number): number | undefined {
  // What is before the colon was the host.
  if (/^(?:\d{1,5}(?:\/|$)|\d{2,5}[?#])/u.test(text.slice(from, Math.min(limit, from + 6)))) return undefined;
  let last: number | undefined;
  let clear: number | undefined;
  for (let at = from; at < limit; at += 1) {
    if (text[at] !== '@' || matchEnd(HOST_BEHIND, text, at) === undefined) continue;
    if (clear !== undefined && !goesOn(text.slice(clear, at))) break;
    last = at;
    if (clear === undefined && matchEnd(CLEAR_HOST, text, at) !== undefined) clear = at;
  }
  return last;
}

/** Whether a password may go on over what looked like its host: not where a path, a query or a quote is between them. */
function goesOn(between: string): boolean {
  return !/["'<>,]|\/$|[?&][\w.-]{1,64}=/u.test(between);
}

const TOKEN_USER = /[A-Za-z0-9_-]{20,256}(?=@)/y;

function tokenUser(text: string, { start }: Stretch): readonly FoundSecret[] {
  const end = matchEnd(TOKEN_USER, text, start);
  return end !== undefined && isRandom(text.slice(start, end)) ? [{ kind: 'url-token', start, end }] : [];
}

/** What a query calls its secret, where the name alone says too little. */
const IN_QUERY =
  /[?&#;](?:X-(?:Amz|Goog)-Signature|signature|sig|key|code|auth|hash|hmac|ticket|session|sid|nonce|otp|state|[\w.-]{0,20}(?:api_?key|token|secret))=([^\s&"'<>\\#]{8,2048})/giu;
/** Addresses that whoever knows them may use. */
const IN_PATH =
  /\/(?:reset(?:-password)?|password|magic|verify|invite|invitation|confirm|activate|unsubscribe|join|share|hooks?|webhooks?|webhookb2|IncomingWebhook|catch|with\/key|ping|heartbeat)\/(?:[\w@.-]{1,100}\/){0,3}?([A-Za-z0-9_=-]{16,256})(?=[/?#\s"'<>)]|$)/giu;
const BY_HOST = /^(?:hc-ping\.com|uptime\.betterstack\.com\/api\/v1\/heartbeat|nosnch\.in)\/([\w-]{10,64})/u;

function pathSecrets(text: string, { start, end }: Stretch): readonly FoundSecret[] {
  const url = text.slice(start, end);
  const found: FoundSecret[] = [];
  const take = (match: RegExpExecArray, random: boolean): void => {
    const [whole, inner = ''] = match;
    const from = start + match.index + whole.length - inner.length;
    if (inner !== '' && (!random || isRandom(inner)))
      found.push({ kind: 'url-token', start: from, end: from + inner.length });
  };
  for (const match of url.matchAll(IN_QUERY)) take(match, true);
  for (const match of url.matchAll(IN_PATH)) take(match, true);
  const hosted = BY_HOST.exec(url);
  if (hosted !== null) take(hosted, false);
  return found;
}

function matchEnd(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  const match = form.exec(text);
  return match === null ? undefined : at + match[0].length;
}
