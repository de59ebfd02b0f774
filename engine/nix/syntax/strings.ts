import type { Expr, StringPart, Text } from './tree.ts';
import type { Cursor } from './cursor.ts';
import { isPathChar } from './chars.ts';
import { fitted } from './size.ts';

/** The parser of whole expressions, handed down because strings hold expressions and expressions hold strings. */
export type ExpressionParser = (cursor: Cursor) => Expr;

const DOLLAR = 0x24;
const BRACE = 0x7b;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;

/** Reads `"…"`; the cursor is on the opening quote and ends behind the closing one. */
export function parseString(cursor: Cursor, expression: ExpressionParser): Text {
  const start = cursor.start;
  const parts: StringPart[] = [];
  let at = cursor.end;
  for (;;) {
    const stop = endOfStringText(cursor, at, start);
    if (stop > at) parts.push({ kind: 'text', start: at, end: stop });
    if (cursor.text.charCodeAt(stop) === QUOTE) {
      cursor.resume(stop + 1);
      return { kind: 'string', start, end: stop + 1, parts: fitted(parts) };
    }
    at = interpolation(cursor, stop, parts, expression);
  }
}

/** Reads `''…''`. */
export function parseIndentedString(cursor: Cursor, expression: ExpressionParser): Text {
  const start = cursor.start;
  const parts: StringPart[] = [];
  let at = cursor.end;
  for (;;) {
    const stop = endOfIndentedText(cursor, at, start);
    if (stop > at) parts.push({ kind: 'text', start: at, end: stop });
    if (cursor.text.charCodeAt(stop) === APOSTROPHE) {
      cursor.resume(stop + 2);
      return { kind: 'indented-string', start, end: stop + 2, parts: fitted(parts) };
    }
    at = interpolation(cursor, stop, parts, expression);
  }
}

/**
 * Reads a path, plain or interpolated. The cursor is on its first characters, up to and including the first slash.
 * Nix refuses a trailing slash, and a doubled one (`./a//b`) unless an interpolation comes right after it.
 */
export function parsePath(cursor: Cursor, expression: ExpressionParser): Text {
  const start = cursor.start;
  const parts: StringPart[] = [];
  let at = endOfPathStart(cursor);
  const extra = endOfSegments(cursor.text, at);
  if (extra > at && !opensInterpolation(cursor.text, extra)) {
    throw cursor.failure(at, 'NIX006', 'this path has a doubled slash', "write one '/'");
  }
  parts.push({ kind: 'text', start, end: extra });
  at = extra;
  while (opensInterpolation(cursor.text, at)) {
    at = interpolation(cursor, at, parts, expression);
    const stop = endOfPathRun(cursor.text, at);
    if (stop > at) parts.push({ kind: 'text', start: at, end: stop });
    at = stop;
  }
  if (cursor.text.charCodeAt(at - 1) === SLASH) {
    throw cursor.failure(at - 1, 'NIX006', 'this path ends with a slash', "remove the trailing '/'");
  }
  cursor.resume(at);
  return { kind: 'path', start, end: at, parts: fitted(parts) };
}

/** `${ expression }` at `at`; gives the offset behind its brace. The next token is not read: it is string text. */
function interpolation(
  cursor: Cursor,
  at: number,
  parts: StringPart[],
  expression: ExpressionParser,
): number {
  cursor.resume(at + 2);
  const expr = expression(cursor);
  if (cursor.kind !== '}') throw cursor.unexpected("'}' after the interpolated expression");
  parts.push({ kind: 'interpolation', start: at, end: cursor.end, expr });
  return cursor.end;
}

function opensInterpolation(text: string, at: number): boolean {
  return text.charCodeAt(at) === DOLLAR && text.charCodeAt(at + 1) === BRACE;
}

/** Offset of the closing quote or of the next `${`. A `$` takes the character behind it along, so `$${` is text. */
function endOfStringText(cursor: Cursor, from: number, start: number): number {
  const text = cursor.text;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 2;
    else if (code !== DOLLAR) at += 1;
    else {
      const next = text.charCodeAt(at + 1);
      if (next === BRACE) return at;
      at += next === QUOTE || next === BACKSLASH ? 1 : 2;
    }
  }
  throw cursor.failure(start, 'NIX003', "this string has no closing '\"'", "close the string with '\"'");
}

/** The same for `''…''`, where `'''`, `''$` and `''\` are escapes. */
function endOfIndentedText(cursor: Cursor, from: number, start: number): number {
  const text = cursor.text;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === APOSTROPHE && next === APOSTROPHE) {
      const length = escapeLength(text.charCodeAt(at + 2));
      if (length === 0) return at;
      at += length;
    } else if (code === DOLLAR && next === BRACE) return at;
    else if (code === APOSTROPHE) at += next === DOLLAR ? 1 : 2;
    else if (code === DOLLAR) at += next === APOSTROPHE ? 1 : 2;
    else at += 1;
  }
  throw cursor.failure(start, 'NIX003', "this indented string has no closing ''", "close the string with ''");
}

function escapeLength(third: number): number {
  if (third === APOSTROPHE || third === DOLLAR) return 3;
  return third === BACKSLASH ? 4 : 0;
}

/** End of what Nix reads as the path's first token. */
function endOfPathStart(cursor: Cursor): number {
  const at = cursor.end;
  return opensInterpolation(cursor.text, at) ? at : endOfSegments(cursor.text, at - 1);
}

/** From a slash over `/a/b/c` and one more slash; a slash without a segment is taken alone. */
function endOfSegments(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SLASH && isPathChar(text.charCodeAt(at + 1))) {
    at += 2;
    while (isPathChar(text.charCodeAt(at))) at += 1;
  }
  return text.charCodeAt(at) === SLASH ? at + 1 : at;
}

function endOfPathRun(text: string, from: number): number {
  let at = from;
  while (isPathChar(text.charCodeAt(at)) || text.charCodeAt(at) === SLASH) at += 1;
  return at;
}
