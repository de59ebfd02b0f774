import { isIdentifierChar, isIdentifierStart } from './chars.ts';
import type { Formal, Lambda, ArgumentPattern, Variable } from './tree.ts';
import type { Cursor } from './cursor.ts';
import { fitted } from './size.ts';
import type { ExpressionParser } from './strings.ts';
import { keyword } from './token.ts';

/** True when the cursor's `{` opens the pattern of a function, not an attribute set. */
export function opensPattern(cursor: Cursor): boolean {
  const text = cursor.text;
  const first = cursor.skipTrivia(cursor.end);
  if (text.startsWith('...', first)) return true;
  if (text.charAt(first) === '}') return isOneOf(text, cursor.skipTrivia(first + 1), ':@');
  if (!isIdentifierStart(text.charCodeAt(first))) return false;
  let end = first + 1;
  while (isIdentifierChar(text.charCodeAt(end))) end += 1;
  if (keyword(text.slice(first, end)) !== undefined) return false;
  return isOneOf(text, cursor.skipTrivia(end), ',?}');
}

function isOneOf(text: string, at: number, characters: string): boolean {
  return at < text.length && characters.includes(text.charAt(at));
}

/** `x: body` or `x@{ … }: body`; the cursor is on `x`. */
export function parseNamedLambda(cursor: Cursor, expression: ExpressionParser): Lambda {
  const name = parseName(cursor);
  let pattern: ArgumentPattern | undefined;
  if (cursor.kind === '@') {
    cursor.advance();
    pattern = parsePattern(cursor, expression, name);
  }
  return parseBody(cursor, name.start, name, pattern, expression);
}

/** `{ … }: body` or `{ … }@x: body`. */
export function parsePatternLambda(cursor: Cursor, expression: ExpressionParser): Lambda {
  const pattern = parsePattern(cursor, expression, undefined);
  let name: Variable | undefined;
  if (cursor.kind === '@') {
    cursor.advance();
    name = parseName(cursor);
    const clash = pattern.formals.find((formal) => formal.name === name?.name);
    if (clash !== undefined) throw duplicate(cursor, name.start, clash.name);
  }
  return parseBody(cursor, pattern.start, name, pattern, expression);
}

function parseBody(
  cursor: Cursor,
  start: number,
  name: Variable | undefined,
  pattern: ArgumentPattern | undefined,
  expression: ExpressionParser,
): Lambda {
  cursor.expect(':', "after the function's argument");
  const body = expression(cursor);
  return { kind: 'lambda', start, end: body.end, name, pattern, body };
}

function parseName(cursor: Cursor): Variable {
  if (cursor.kind !== 'identifier') throw cursor.unexpected('a name');
  const { start, end } = cursor;
  const name = cursor.word();
  cursor.advance();
  return { kind: 'variable', start, end, name };
}

function parsePattern(
  cursor: Cursor,
  expression: ExpressionParser,
  taken: Variable | undefined,
): ArgumentPattern {
  const start = cursor.start;
  cursor.expect('{', "to open the function's arguments");
  const formals: Formal[] = [];
  const names = new Set(taken === undefined ? [] : [taken.name]);
  let ellipsis: ArgumentPattern['ellipsis'];
  while (cursor.kind !== '}') {
    if (cursor.kind === '...') {
      ellipsis = { start: cursor.start, end: cursor.end };
      cursor.advance();
      break;
    }
    const formal = parseFormal(cursor, expression);
    if (names.has(formal.name)) throw duplicate(cursor, formal.start, formal.name);
    names.add(formal.name);
    formals.push(formal);
    if (cursor.kind !== ',') break;
    cursor.advance();
  }
  cursor.expect('}', "to close the function's arguments");
  return { start, end: cursor.before, formals: fitted(formals), ellipsis };
}

function parseFormal(cursor: Cursor, expression: ExpressionParser): Formal {
  const { kind, start } = cursor;
  if (kind !== 'identifier') throw cursor.unexpected("an argument name, '...' or '}'");
  const name = cursor.word();
  cursor.advance();
  if (cursor.kind !== '?') return { start, end: cursor.before, name, fallback: undefined };
  cursor.advance();
  const fallback = expression(cursor);
  return { start, end: fallback.end, name, fallback };
}

function duplicate(cursor: Cursor, offset: number, name: string): Error {
  return cursor.failure(offset, 'NIX004', `the argument '${name}' is named twice`, 'remove one of the two');
}
