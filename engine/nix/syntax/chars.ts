const PATH = 1;
const IDENTIFIER = 2;
const IDENTIFIER_START = 4;
const DIGIT = 8;
const URI = 16;
const SCHEME = 32;

const CLASSES = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(65_536);
  const mark = (characters: string, bits: number): void => {
    for (const character of characters)
      classes[character.charCodeAt(0)] = (classes[character.charCodeAt(0)] ?? 0) | bits;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  mark(letters, PATH | IDENTIFIER | IDENTIFIER_START | URI | SCHEME);
  mark('0123456789', PATH | IDENTIFIER | DIGIT | URI | SCHEME);
  mark('_', PATH | IDENTIFIER | IDENTIFIER_START | URI);
  mark('-', PATH | IDENTIFIER | URI | SCHEME);
  mark('+.', PATH | URI | SCHEME);
  mark("'", IDENTIFIER | URI);
  mark('%/?:@&=$,!~*', URI);
  return classes;
}

/** Character classes of Nix's lexer; a code past the end of the text (NaN) is in none. */
export function isPathChar(code: number): boolean {
  return ((CLASSES[code] ?? 0) & PATH) !== 0;
}

export function isIdentifierChar(code: number): boolean {
  return ((CLASSES[code] ?? 0) & IDENTIFIER) !== 0;
}

export function isIdentifierStart(code: number): boolean {
  return ((CLASSES[code] ?? 0) & IDENTIFIER_START) !== 0;
}

export function isDigit(code: number): boolean {
  return ((CLASSES[code] ?? 0) & DIGIT) !== 0;
}

export function isUriChar(code: number): boolean {
  return ((CLASSES[code] ?? 0) & URI) !== 0;
}

export function isSchemeChar(code: number): boolean {
  return ((CLASSES[code] ?? 0) & SCHEME) !== 0;
}
