/**
 * Text as it may go to a terminal: what would move its cursor, change its title or turn the direction of writing is shown
 * by its number instead. Lines and tabs stay.
 *
 * @example
 * visible('ok\u001B[2J')   // 'ok\\u{1b}[2J'
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Plain data with all of its text made {@link visible}, in the same shape. */
export function visibleData<T>(value: T): T {
  // Strings become strings, everything else keeps its shape.
  return inside(value) as T;
}

// Control characters but line feed and tab; marks of direction; separators of lines and paragraphs.
const HIDDEN = /[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

function inside(value: unknown): unknown {
  if (typeof value === 'string') return visible(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inside);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [visible(name), inside(member)]));
}
