/**
 * Text on one line of so many columns; what does not fit ends in `…`. Text without colours.
 *
 * @example
 * fitColumns('one two three', 8)   // 'one two…'
 */
export function fitColumns(text: string, columns: number): string {
  const flat = text.replaceAll(/\s+/gu, ' ');
  let width = 0;
  let whole = '';
  for (const character of flat) {
    const next = width + (WIDE.test(character) ? 2 : 1);
    if (next > columns - 1 && columnsOf(flat) > columns) return `${whole.trimEnd()}…`;
    width = next;
    whole += character;
  }
  return whole;
}

// Takes two columns of a terminal. What takes none is counted as one: a line is then shorter, never longer.
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}
