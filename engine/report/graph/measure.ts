/**
 * Advance widths in thousandths of the font size. A picture is drawn before its font is known, so these are those of a
 * wide sans-serif: in a narrower one there is a little more room.
 */
const WIDTHS: readonly (readonly [string, number])[] = [
  ["'il|jIJ", 300],
  [' .,:;!·‹›/', 340],
  ['ftr()[]{}-"\\', 415],
  ['sz_*^?', 530],
  ['ckvxy', 595],
  ['mMW@%…—', 1000],
  ['w+=<>~#&', 840],
  ['ABCDEGHKNOQRSTUVXYZ', 745],
];
const USUAL = 640;
// Beyond Latin letters: scripts of full-width characters, emoji.
const WIDE = 1050;
const FIRST_WIDE = 0x1100;

/** Pixels that a text takes at a font size, rather too many than too few. */
export function measureText(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const character of text) sum += widthOf(character);
  return (sum / 1000) * size * (bold ? 1.1 : 1);
}

function widthOf(character: string): number {
  const known = WIDTHS.find(([characters]) => characters.includes(character));
  if (known !== undefined) return known[1];
  return (character.codePointAt(0) ?? 0) >= FIRST_WIDE ? WIDE : USUAL;
}

/** The text, cut with an ellipsis where it takes more pixels than there are. */
export function fitText(text: string, size: number, room: number, bold = false): string {
  if (measureText(text, size, bold) <= room) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map((part) => part.segment);
  while (characters.length > 0 && measureText(`${characters.join('')}…`, size, bold) > room) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The text in lines of at most so many pixels and at most so many lines; what does not fit ends with an ellipsis. */
export function wrapLabel(text: string, size: number, room: number, lines: number): readonly string[] {
  const wrapped: string[] = [];
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const last = wrapped.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined) wrapped.push(word);
    else if (measureText(longer, size) <= room) wrapped[wrapped.length - 1] = longer;
    else wrapped.push(word);
  }
  const kept = wrapped.slice(0, lines);
  if (wrapped.length > lines) kept[lines - 1] = `${kept[lines - 1] ?? ''} ${wrapped.slice(lines).join(' ')}`;
  return kept.map((line) => fitText(line, size, room));
}
