/**
 * Text as it may go to a terminal: what would move its cursor, change its title, turn the direction of writing or not be
 * seen at all is shown by its number instead, and so is a letter of another script within a word of Latin ones, which looks
 * like one of them. Lines and tabs stay.
 *
 * @example
 * visible('ok\u001B[2J')   // 'ok\\u{1b}[2J'
 * visible('al\u200Bice')   // 'al\\u{200b}ice'
 * visible('\u0430dmin')    // '\\u{430}dmin'
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(HIDDEN, byNumber)
    .replaceAll(WORD, (word) => (LATIN.test(word) ? word.replaceAll(ALIKE, byNumber) : word));
}

/**
 * The same for text that was painted: the colours of {@link Paint} stay, nothing else that a terminal would act on. Whatever
 * is printed goes through it, so that nobody has to think of it where a text is made.
 *
 * @example
 * visiblePainted('\u001B[31mno\u001B[39m\u001B[2J')   // '\u001B[31mno\u001B[39m\\u{1b}[2J'
 */
export function visiblePainted(text: string): string {
  return text
    .split(COLOURS)
    .map((part, at) => (at % 2 === 1 ? part : visible(part)))
    .join('');
}

function byNumber(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * JSON on one line whose text a terminal takes for nothing but text: the same value, with {@link visible}'s characters
 * escaped as JSON does it.
 *
 * @example
 * visibleJson(['\u009B2J'])   // '["\\u009b2J"]'
 */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(HIDDEN, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Plain data with all of its text made {@link visible}, in the same shape. */
export function visibleData<T>(value: T): T {
  // Strings become strings, everything else keeps its shape.
  return inside(value) as T;
}

// Control characters but line feed and tab; what directs or joins other characters, or is drawn as nothing (UAX #44: Cf,
// Default_Ignorable_Code_Point); separators of lines and paragraphs.
// A blank of Braille is drawn as nothing, too; and Roman, full-width and mathematical letters are drawn as Latin ones.
const HIDDEN =
  /[^\P{Cc}\n\t]|[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800\u2160-\u2188\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u{1D400}-\u{1D7FF}]/gu;
// Bold, dim, red, green, yellow and cyan, and their ends.
// eslint-disable-next-line no-control-regex -- what colours a terminal begins with escape
const COLOURS = /(\u001B\[(?:1|2|22|31|32|33|36|39)m)/u;
// Scripts with letters that are drawn as Latin ones (UTS #39).
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/gu;
// Each letter is gone over once, however long a word is.
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LATIN = /\p{Script=Latin}/u;

function inside(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [visible(name), inside(member)]));
}
