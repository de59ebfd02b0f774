/** What the lexer tells apart; keywords and punctuation are named by themselves. */
export type TokenKind =
  | 'end of file'
  | 'identifier'
  | 'integer'
  | 'float'
  | 'path'
  | 'search-path'
  | 'uri'
  | 'invalid'
  | '"'
  | "''"
  | '${'
  | '...'
  | Keyword
  | Punctuation
  | BinaryToken;

export type Keyword = 'if' | 'then' | 'else' | 'assert' | 'with' | 'let' | 'in' | 'rec' | 'inherit' | 'or';

export type Punctuation = '{' | '}' | '[' | ']' | '(' | ')' | ':' | ';' | ',' | '@' | '.' | '=' | '!' | '?';

export type BinaryToken =
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '&&'
  | '||'
  | '->'
  | '//'
  | '++'
  | '+'
  | '-'
  | '*'
  | '/'
  | '|>'
  | '<|';

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  (['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or'] as const).map((word) => [
    word,
    word,
  ]),
);

export function keyword(word: string): Keyword | undefined {
  return KEYWORDS.get(word);
}
