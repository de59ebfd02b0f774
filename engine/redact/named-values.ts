import { kindOfName } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';
import type { FoundSecret } from './span.ts';

const STEM =
  /pass|pwd|secret|token|psk|credential|(?:api|private|preshared|shared|access|auth|master|encryption|signing|account)[_-]?key/giu;
const MAX_NAME = 64;
const NAME_CHARACTER = /[A-Za-z0-9_.-]/u;

/**
 * Values beside a name that says secret, in text of any language: `password = "…"`, `token: …`, `--api-key …`,
 * `"secret": "…"`, `<password>…<`. One line each.
 */
export function findNamedValues(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  let seen = 0;
  for (const match of text.matchAll(STEM)) {
    if (match.index < seen) continue;
    const name = nameAround(text, match.index, match.index + match[0].length);
    seen = name.end;
    const kind = kindOfName(text.slice(name.start, name.end));
    if (kind === undefined) continue;
    const value = valueAfter(text, name.start, name.end);
    if (value === undefined) continue;
    if (isSecretValue(text.slice(value.start, value.end))) found.push({ kind, ...value, unsure: true });
    seen = Math.max(seen, value.end);
  }
  return found;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function nameAround(text: string, from: number, to: number): Place {
  let start = from;
  let end = to;
  while (start > 0 && from - start < MAX_NAME && NAME_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && end - to < MAX_NAME && NAME_CHARACTER.test(text.charAt(end))) end += 1;
  // What ends a sentence is no part of a name.
  while (end > to && text[end - 1] === '.') end -= 1;
  return { start, end };
}

const ASSIGNED = /\\?["']?\]?[ \t]{0,16}(?:=>|:=|\?=|=(?!=)|:(?![:=]))[ \t]{0,16}/y;
const BEFORE_QUOTE = /[ \t]{1,8}(?=\\?["'])/y;
const AFTER_FLAG = /[ \t]{1,4}(?=[^\s-])/y;
const IN_TAG = />(?=[^\s<])/y;

function valueAfter(text: string, start: number, end: number): Place | undefined {
  const assigned = after(ASSIGNED, text, end);
  if (assigned !== undefined) return quotedAt(text, assigned) ?? plainAt(text, end, assigned);
  const quoted = after(BEFORE_QUOTE, text, end);
  if (quoted !== undefined) return quotedAt(text, quoted);
  const before = text[start] === '-' ? '-' : text[start - 1];
  const flag = before === '-' ? after(AFTER_FLAG, text, end) : undefined;
  if (flag !== undefined) return quotedAt(text, flag) ?? matchAt(WORD, text, flag);
  const tag = before === '<' ? after(IN_TAG, text, end) : undefined;
  return tag === undefined ? undefined : matchAt(TAG_TEXT, text, tag);
}

const QUOTED: readonly RegExp[] = [
  /(?<open>\\")[^"\\\n]{1,1024}/y,
  /(?<open>")(?:[^"\\\n]|\\.){1,1024}/y,
  /(?<open>'')(?:[^'\n]|'(?!')){1,1024}/y,
  /(?<open>')[^'\n]{1,1024}/y,
];

/** What stands between quotes; to the end of the line where they are not closed. */
function quotedAt(text: string, at: number): Place | undefined {
  for (const form of QUOTED) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null)
      return { start: at + (match.groups?.['open'] ?? '').length, end: at + match[0].length };
  }
  return undefined;
}

const WORD = /[^\s"'`,;&<>(){}[\]\\|]{1,1024}/y;
const TAG_TEXT = /[^\s<>]{1,1024}/y;

function plainAt(text: string, nameEnd: number, at: number): Place | undefined {
  const place = matchAt(WORD, text, at);
  if (place === undefined) return undefined;
  const value = text.slice(place.start, place.end);
  const rest = lineRest(text, place.end);
  const separator = text.slice(nameEnd, at);
  // An expression of a program, such as `password = cfg.password;`.
  const spaced = /\s/u.test(separator);
  if (spaced && separator.includes('=') && /[;{([]\s*$/u.test(rest)) return undefined;
  if (/^[([{]/u.test(rest) || value.startsWith('//')) return undefined;
  // Prose: "the token: unexpected end of file".
  const prose = separator.includes(':') && /^[A-Za-z]+[.!?]?$/u.test(value) && /^\s+[A-Za-z]/u.test(rest);
  return prose ? undefined : place;
}

function lineRest(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, Math.min(end === -1 ? text.length : end, from + 512));
}

function after(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  const match = form.exec(text);
  return match === null ? undefined : at + match[0].length;
}

function matchAt(form: RegExp, text: string, at: number): Place | undefined {
  const end = after(form, text, at);
  return end === undefined ? undefined : { start: at, end };
}

/** Whether a text may hold a name that says secret: a cheap look. */
export function mentionsSecret(text: string): boolean {
  STEM.lastIndex = 0;
  const mentions = STEM.test(text);
  STEM.lastIndex = 0;
  return mentions;
}
