import { quotedAt } from './quoted-values.ts';
import { wordAt } from './plain-values.ts';
import type { Stretch } from '../span.ts';

/** A value that stands beside its name without a sign between them that assigns, and how much its look has to tell. */
export interface PairedValue extends Stretch {
  /** False where the two may be together by chance: the value has to look like a secret. */
  readonly sure: boolean;
}

/** Between the name and its value, in the order in which they are tried. */
const VALUE_KEY =
  /\\{0,7}["']?\s{0,16},?\s{0,64}\\{0,7}["']?(?:value|Value|VALUE)\\{0,7}["']?\s{0,4}[:=]\s{0,4}/y;
const PLIST = /\s{0,8}<\/key>\s{0,64}<(?:string|data)>\s{0,64}/y;
const OPEN_TAG = /(?:["'][^<>\n]{0,200}|\s[^<>\n]{0,200})?>\s{0,64}(?:<!\[CDATA\[)?/y;
const NEXT_ARGUMENT = /\\{0,7}["'`]\s{0,4},\s{0,8}(?:<<)?(?=\\{0,7}["'`])/y;
const ATOM = /,\s{0,8}(?:<<)?(?=")/y;
const CALL = /\(\s?(?=["'`])/y;
const CELL = /\s{0,32}\|\s{0,32}(?=[^\s|])/y;
const BLANK = /[ \t]{1,8}(?=[^\s"'`-])/y;
const TAG_TEXT = /[^<>]{1,8192}(?=<\/)|(?<=\[CDATA\[)[^\]]{1,8192}(?=\]\]>)|\S[^\s<>]{0,8192}/y;

/**
 * The value of a name in a pair: `name: X, value: "…"`, `<key>X</key><string>…`, `<X>…</X>`, `('X', '…')`, `| X | … |`,
 * `X …`.
 */
export function pairedAt(text: string, start: number, end: number): PairedValue | undefined {
  return (
    keyedAt(text, start, end) ??
    valuedBefore(text, start) ??
    argumentAt(text, start, end) ??
    besideAt(text, end)
  );
}

/** `{"value": "…", "name": "X"`: a pair may be written the other way round. */
const VALUE_BEFORE =
  /["']?value["']?\s{0,4}[:=]\s{0,4}["'](?<value>[^"'\n]{1,512})["']\s{0,4},\s{0,64}["']?(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']?$/iu;
const MOST_BEFORE = 700;

function valuedBefore(text: string, start: number): PairedValue | undefined {
  const from = Math.max(0, start - MOST_BEFORE);
  const before = text.slice(from, start);
  if (!/(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']?$/iu.test(before)) return undefined;
  const match = VALUE_BEFORE.exec(before);
  const value = match?.groups?.['value'];
  if (match === null || value === undefined) return undefined;
  const at = from + match.index + match[0].indexOf(value);
  return surely({ start: at, end: at + value.length });
}

function keyedAt(text: string, start: number, end: number): PairedValue | undefined {
  const keyed = after(VALUE_KEY, text, end);
  if (keyed !== undefined) return surely(quotedAt(text, keyed) ?? wordAt(text, keyed, undefined));
  const listed = after(PLIST, text, end);
  if (listed !== undefined) return surely(matchAt(TAG_TEXT, text, listed));
  const before = text.slice(Math.max(0, start - 8), start);
  const tag =
    /<\/?$|(?:name|key|id)=["']$/u.test(before) && !before.endsWith('</')
      ? after(OPEN_TAG, text, end)
      : undefined;
  return tag === undefined ? undefined : surely(tagText(text, tag));
}

/** The text of a tag that is closed, or the one word that follows what may be a tag. */
function tagText(text: string, at: number): Stretch | undefined {
  if (/\s/u.test(text[at] ?? ' ')) return undefined;
  const place = matchAt(TAG_TEXT, text, at);
  if (place === undefined) return undefined;
  const closed = text.startsWith('</', place.end) || text.startsWith(']]>', place.end);
  if (!closed && /\s/u.test(text[at - 1] ?? ' ')) return undefined;
  const inner = text.slice(place.start, place.end);
  return { start: place.start, end: place.start + inner.trimEnd().length };
}

function argumentAt(text: string, start: number, end: number): PairedValue | undefined {
  const before = text.slice(Math.max(0, start - 12), start);
  const called = after(CALL, text, end);
  if (called !== undefined) return perhaps(quotedAt(text, called));
  const argument =
    after(NEXT_ARGUMENT, text, end) ?? (/[{(]$/u.test(before) ? after(ATOM, text, end) : undefined);
  if (argument === undefined) return undefined;
  if (before.endsWith('/')) return undefined;
  const sure = /define\(\s?["']$|\{$/u.test(before) || text[start] === '-' || /["'`]-{1,2}$/u.test(before);
  const place = quotedAt(text, argument);
  return place === undefined ? undefined : { ...place, sure };
}

function besideAt(text: string, end: number): PairedValue | undefined {
  const cell = after(CELL, text, end) ?? after(BLANK, text, end);
  const place = cell === undefined ? undefined : wordAt(text, cell, undefined);
  return perhaps(place);
}

function perhaps(place: Stretch | undefined): PairedValue | undefined {
  return place === undefined ? undefined : { ...place, sure: false };
}

function surely(place: Stretch | undefined): PairedValue | undefined {
  return place === undefined ? undefined : { ...place, sure: true };
}

function after(form: RegExp, text: string, at: number): number | undefined {
  form.lastIndex = at;
  const match = form.exec(text);
  return match === null ? undefined : at + match[0].length;
}

function matchAt(form: RegExp, text: string, at: number): Stretch | undefined {
  const end = after(form, text, at);
  return end === undefined ? undefined : { start: at, end };
}
