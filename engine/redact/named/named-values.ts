import { isRandom } from '../entropy.ts';
import { belowAt, bracketedAt } from './listed-values.ts';
import { OpenQuotes, type Quote } from './open-quote.ts';
import { pairedAt } from './paired-values.ts';
import { plainAt, wordAt } from './plain-values.ts';
import { afterClose, quotedAt } from './quoted-values.ts';
import { secretName, type SecretName } from '../secret-names.ts';
import { isSecretOf } from '../secret-values.ts';
import type { FoundSecret, Stretch } from '../span.ts';
import { findTableValues } from './table-values.ts';
import { findToldValues } from './told-values.ts';

/** What every name holds that says secret. */
const STEM =
  'pass|pwd|secret|token|psk|credential|kennwort|wachtwoord|contrasena|contraseña|mnemonic|masterauth|(?:api|private|preshared|shared|access|auth|master|encryption|signing|account)[_-]?key|seed[_-]?phrase|(?:recovery|backup|scratch)[_-]?code';
/** Short words that are a word of a name, in small letters, in capitals, or with a capital behind small letters. */
const SHORT =
  'pin otp totp cookies cookie sessid sessionid session seed salt pepper jwt bearer auth csrf key community code license pw'.split(
    ' ',
  );
const STEMS = new RegExp(`${anyCase(STEM)}|${shortWords()}`, 'gu');
const MENTION = new RegExp(STEMS.source, 'u');

function anyCase(source: string): string {
  return source.replaceAll(/[a-z]/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function shortWords(): string {
  const capitals = SHORT.map((short) => short.charAt(0).toUpperCase() + short.slice(1)).join('|');
  const alone = [...SHORT, ...SHORT.map((short) => short.toUpperCase())].join('|');
  return `(?<![A-Za-z])(?:${alone}|${capitals})(?![a-z])|(?<=[a-z0-9])(?:${capitals})(?![a-z])`;
}

const MAX_NAME = 64;
const NAME_CHARACTER = /[A-Za-z0-9_.-]/u;

/**
 * Values beside a name that says secret, in text of any language: `password = "…"`, `token: …`, `--api-key …`,
 * `"secret": "…"`, `<password>…<`, a block of YAML, a list, the line below.
 */
export function findNamedValues(text: string): FoundSecret[] {
  if (!mentionsSecret(text)) return [];
  const found: FoundSecret[] = [];
  const quotes = new OpenQuotes(text);
  let seen = 0;
  for (const match of text.matchAll(STEMS)) {
    if (match.index < seen) continue;
    const name = nameAround(text, match.index, match.index + match[0].length);
    seen = name.end;
    const says = secretName(text.slice(name.start, name.end));
    if (says === undefined) continue;
    const values = valuesAfter(text, name, quotes.before(name.start), says);
    for (const { start, end } of values) {
      const isSecret = isSecretOf(says, text.slice(start, end));
      if (isSecret) found.push({ kind: says.kind, start, end, unsure: true });
      // A short value may be the name of the next one: `"Key": "api_token", "Value": …`.
      if (isSecret || says.sure || end - start > MAX_NAME) seen = Math.max(seen, end);
    }
  }
  return [...found, ...findToldValues(text), ...findTableValues(text)];
}

function nameAround(text: string, from: number, to: number): Stretch {
  let start = from;
  let end = to;
  while (start > 0 && from - start < MAX_NAME && NAME_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && end - to < MAX_NAME && NAME_CHARACTER.test(text.charAt(end))) end += 1;
  // What ends a sentence is no part of a name.
  while (end > to && text[end - 1] === '.') end -= 1;
  return { start, end };
}

const ASSIGNED =
  /\\{0,7}["'`]?\]?[ \t]{0,16}(?:=>(?!\S)|=>(?=["'`:])|:=|\?=|(?<![ \t])=(?=[=>])|=(?![=>])|[:：](?![:=]))[ \t]{0,16}/y;
const BEFORE_QUOTE = /[ \t]{1,32}(?=\\{0,7}["'`])/y;
const AFTER_FLAG = /[ \t]{1,4}(?=\S)/y;
/** What makes a value of the text in its brackets, or of the text behind it. */
const MADE_BY =
  /(?:\$|[bruf]{1,2}|(?:[\w.]{1,40}\.)?(?:mk[A-Z]\w{1,20}(?: \d{1,4})?|Some|Just|Ok|str|String|bytes|Secret\w{0,16}|new \w{1,40}))[ (]{0,2}(?=["'`])|[A-Z]{4,20}\(\s?(?=["'])|\(\s?(?=["'`])/y;

function valuesAfter(
  text: string,
  name: Stretch,
  quote: Quote | undefined,
  says: SecretName,
): readonly Stretch[] {
  const { start, end } = name;
  // `${DB_PASSWORD:?not set}`
  if (text[start - 1] === '{' && text[start - 2] === '$') return [];
  const assigned = after(ASSIGNED, text, end);
  if (assigned !== undefined) return assignedAt(text, name, assigned, quote, says.sure);
  const quoted = after(BEFORE_QUOTE, text, end);
  if (quoted !== undefined) return listOf(quotedAt(text, quoted));
  const isFlag = text[start] === '-' || text[start - 1] === '-';
  const flag = isFlag ? after(AFTER_FLAG, text, end) : undefined;
  if (flag !== undefined) return listOf(flagValueAt(text, flag, quote));
  const paired = pairedAt(text, start, end);
  if (paired === undefined) return [];
  return paired.sure || isSecretOf({ ...says, sure: false }, text.slice(paired.start, paired.end))
    ? [paired]
    : [];
}

/** What begins with a hyphen is another flag, unless it looks like a secret. */
function flagValueAt(text: string, at: number, quote: Quote | undefined): Stretch | undefined {
  const quoted = quotedAt(text, at);
  const word = quoted === undefined ? wordAt(text, at, quote) : undefined;
  if (quoted !== undefined) return afterClose(text, quoted);
  return word !== undefined && (text[at] !== '-' || isRandom(text.slice(word.start, word.end)))
    ? word
    : undefined;
}

function assignedAt(
  text: string,
  name: Stretch,
  at: number,
  quote: Quote | undefined,
  sure: boolean,
): readonly Stretch[] {
  const made = after(MADE_BY, text, at) ?? at;
  const many = bracketedAt(text, at) ?? belowAt(text, name.start, at);
  if (many !== undefined) return many;
  // The quote that closes a prompt: `"Password: "`.
  if (quote?.mark === text[made] && !text.slice(name.end, made).includes(quote?.mark ?? '')) return [];
  const joined = joinedAt(text, made);
  if (joined.length > 0 || EMPTY.test(text.slice(made, made + 24))) return joined;
  // A comparison, or a value that begins so.
  const compared = /^=[=>]/u.test(text.slice(at - 1, at + 1));
  const plain = plainAt(text, { at, nameStart: name.start, nameEnd: name.end, quote, sure });
  if (plain === undefined || (compared && !SIGNS.test(text.slice(plain.start, plain.end)))) return [];
  // What counts tokens, or says where they are.
  const counts = /tokens$/iu.test(text.slice(name.start, name.end));
  return counts && !text.slice(plain.start, plain.end).split(/\s/u).some(isRandom) ? [] : [plain];
}

/** Quotes with nothing between them. */
const EMPTY = /^(\\{0,7}["'`])\1{1,2}(?:[\s,;:)}\]]|$)/u;
const SIGNS = /\d.{0,64}[^\w\s=>().]|[^\w\s=>()."'-].{0,64}[^\w\s=>()."'-]/u;

const JOINED = /["'`]{1,3}\s{0,64}(?:\+\+?|\.|&)\s{0,64}(?=["'`])/y;
const MOST_PARTS = 16;

/** A value in quotes, and what is joined to it: `"a" + "b"`. */
function joinedAt(text: string, at: number): readonly Stretch[] {
  const parts: Stretch[] = [];
  for (let next: number | undefined = at; next !== undefined && parts.length < MOST_PARTS;) {
    const part = quotedAt(text, next);
    if (part === undefined) break;
    parts.push(afterClose(text, part));
    next = after(JOINED, text, part.end);
  }
  return parts;
}

function listOf(place: Stretch | undefined): readonly Stretch[] {
  return place === undefined ? [] : [place];
}

function after(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  const match = form.exec(text);
  return match === null ? undefined : at + match[0].length;
}

/** Whether a text may hold a name that says secret: a cheap look. */
export function mentionsSecret(text: string): boolean {
  return MENTION.test(text);
}
