import type { Stretch } from './span.ts';

/** A text as it is read, whatever it is spelled with, and where in the text each part of that stands. */
export interface Folded {
  readonly text: string;
  /** A stretch of the folded text in the text that it was made of. */
  readonly placeOf: (stretch: Stretch) => Stretch;
}

/**
 * A text as its reader takes it: without what nobody sees, with the letter that one looks like or stands for. A name with
 * a space of no width in it, in Cyrillic letters that are drawn as Latin ones, in full-width letters, with colours between
 * them or in the escapes of JSON, XML and URLs says secret as plainly. Undefined where nothing is spelled so.
 *
 * @example
 * foldText('pass\u200Bword=x')?.text              // 'password=x'
 * foldText('p\u0430ssword=x')?.text               // 'password=x', where the second letter was Cyrillic
 * foldText(String.raw`{"\u0070assword":"x"}`)?.text // '{"password":"x"}'
 */
export function foldText(text: string): Folded | undefined {
  if (!MAY_BE.test(text)) return undefined;
  const parts: Part[] = [];
  let folded = '';
  let at = 0;
  for (const match of text.matchAll(SPELLINGS)) {
    const [spelled] = match;
    const read = readingOf(spelled);
    if (read === undefined) continue;
    folded += text.slice(at, match.index);
    parts.push({
      at: folded.length,
      length: read.length,
      start: match.index,
      end: match.index + spelled.length,
    });
    folded += read;
    at = match.index + spelled.length;
  }
  if (parts.length === 0) return undefined;
  return { text: folded + text.slice(at), placeOf: ({ start, end }) => placeOf(parts, start, end) };
}

/** What was found in a text as it stands, and in what it reads as. */
export function findFolded<Found extends Stretch>(
  text: string,
  find: (text: string) => readonly Found[],
): Found[] {
  const folded = foldText(text);
  if (folded === undefined) return [...find(text)];
  return [...find(text), ...find(folded.text).map((found) => ({ ...found, ...folded.placeOf(found) }))];
}

/** What is drawn as nothing, what a terminal does instead of drawing it, and what does not end a line. */
const UNSEEN = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|\u001B\[[\d;]{0,32}[A-Za-z]|[^\P{Cc}\n\t\r\u001B\0]`;
/** Letters that are drawn as Latin ones: of other scripts (UTS #39), and of Latin in another width or face. */
const ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аα',
    b: 'ЬƄ',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    g: 'ɡ',
    h: 'һ',
    i: 'іιı',
    j: 'јϳ',
    k: 'кκ',
    l: 'ӏ',
    n: 'ո',
    o: 'оοօ',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    t: 'тτ',
    u: 'υս',
    v: 'ѵν',
    w: 'ԝѡω',
    x: 'хχ',
    y: 'уγү',
    z: 'ᴢ',
    A: 'АΑ',
    B: 'ВΒ',
    C: 'СϹ',
    E: 'ЕΕ',
    H: 'НΗ',
    I: 'ІΙӀ',
    J: 'Ј',
    K: 'КΚ',
    M: 'МΜ',
    N: 'Ν',
    O: 'ОΟ',
    P: 'РΡ',
    S: 'Ѕ',
    T: 'ТΤ',
    V: 'Ѵ',
    W: 'Ԝ',
    X: 'ХΧ',
    Y: 'ҮΥ',
    Z: 'Ζ',
  }).flatMap(([letter, others]) => others.split('').map((other) => [other, letter] as const)),
);
const WIDE = String.raw`[\u2160-\u2188\uFB00-\uFB06\uFF01-\uFF5E\u{1D400}-\u{1D7FF}\u2100-\u214F\u24B6-\u24E9]`;
/** Of a character by its number: of JSON and JavaScript, of C and Python, of XML and HTML, of URLs and mail. */
const NUMBERED = String.raw`\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|&#x[0-9A-Fa-f]{1,6};|&#\d{1,7};|&(?:quot|apos|amp|lt|gt|colon|equals|lowbar|shy|zwnj|zwj);|%[2-7][0-9A-Fa-f]`;
const SOURCE = `${UNSEEN}|[${[...ALIKE.keys()].join('')}]|${WIDE}|${NUMBERED}`;
const SPELLINGS = new RegExp(SOURCE, 'gu');
/** A cheap look: most text is plain. */
// eslint-disable-next-line no-control-regex -- what is not seen begins with control characters
const MAY_BE = /[^\n\t\r\0\u001B -~]|\u001B\[|\\[ux]|&[#a-z]|%[2-7]/u;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&colon;', ':'],
  ['&equals;', '='],
  ['&lowbar;', '_'],
  ['&shy;', ''],
  ['&zwnj;', ''],
  ['&zwj;', ''],
]);

/** What a spelling stands for; undefined where it is nothing but itself. */
function readingOf(spelled: string): string | undefined {
  const known = ALIKE.get(spelled) ?? NAMED.get(spelled);
  if (known !== undefined) return known;
  const [, hex, decimal] = /^(?:\\u\{?|\\x|&#x|%)([0-9A-Fa-f]+)|^&#(\d+)/u.exec(spelled) ?? [];
  if (hex === undefined && decimal === undefined) return plainOf(spelled);
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code > 0x10ffff) return undefined;
  const character = String.fromCodePoint(code);
  // A letter or sign, or what is not seen; a line that is escaped stays one.
  return /^[ -~]$/u.test(character)
    ? character
    : (ALIKE.get(character) ?? (/^\p{Default_Ignorable_Code_Point}$/u.test(character) ? '' : undefined));
}

/** Without its width and face; nothing where it is not seen. */
function plainOf(character: string): string | undefined {
  const plain = character.normalize('NFKC');
  if (/^[ -~]+$/u.test(plain) && plain !== character) return plain;
  return UNSEEN_ALONE.test(character) ? '' : undefined;
}

const UNSEEN_ALONE = new RegExp(`^(?:${UNSEEN})$`, 'u');

/** A reading in the folded text, and its spelling in the other. */
interface Part {
  readonly at: number;
  readonly length: number;
  readonly start: number;
  readonly end: number;
}

function placeOf(parts: readonly Part[], start: number, end: number): Stretch {
  return { start: before(parts, start), end: end > start ? behind(parts, end) : before(parts, start) };
}

/** Where the character at a place of the folded text begins. */
function before(parts: readonly Part[], place: number): number {
  const last = lastUpTo(parts, place);
  if (last === undefined) return place;
  const inside = place - last.at;
  return inside < last.length ? last.start : last.end + inside - last.length;
}

/** Where the one before a place ends. */
function behind(parts: readonly Part[], place: number): number {
  const last = lastUpTo(parts, place - 1);
  if (last === undefined) return place;
  const inside = place - last.at;
  return inside <= last.length ? last.end : last.end + inside - last.length;
}

/** The last part that begins at a place or before it, by halves. */
function lastUpTo(parts: readonly Part[], place: number): Part | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.at ?? Infinity) <= place) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}
