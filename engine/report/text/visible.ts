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

function byNumber(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Plain data with all of its text made {@link visible}, in the same shape. */
export function visibleData<T>(value: T): T {
  // Strings become strings, everything else keeps its shape.
  return inside(value) as T;
}

// Control characters but line feed and tab; what directs or joins other characters, or is drawn as nothing (UAX #44: Cf,
// Default_Ignorable_Code_Point); separators of lines and paragraphs.
const HIDDEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
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
