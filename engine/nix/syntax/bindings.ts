import type { Assignment, Attr, AttrPath, Binding, Expr, Inherit } from './tree.ts';
import { withoutParens } from './tree.ts';
import type { Cursor } from './cursor.ts';
import { countNames, fitted } from './size.ts';
import type { ExpressionParser } from './strings.ts';
import { parseString } from './strings.ts';
import type { TokenKind } from './token.ts';

/** Reads `a.b = e;` and `inherit …;` up to the token `close`, on which the cursor is left. */
export function parseBindings(cursor: Cursor, close: TokenKind, expression: ExpressionParser): Binding[] {
  const bindings: Binding[] = [];
  while (cursor.kind !== close) {
    if (cursor.kind === 'inherit') bindings.push(parseInherit(cursor, expression));
    else if (startsAttr(cursor.kind)) bindings.push(parseAssignment(cursor, expression));
    else throw cursor.unexpected(`an attribute name, 'inherit' or '${close}'`);
  }
  return fitted(bindings);
}

/** Reads `a."b".${c}`. */
export function parseAttrPath(cursor: Cursor, expression: ExpressionParser): AttrPath {
  const start = cursor.start;
  const attrs = [parseAttr(cursor, expression)];
  while (cursor.kind === '.') {
    cursor.advance();
    attrs.push(parseAttr(cursor, expression));
  }
  return { start, end: cursor.before, attrs: fitted(attrs) };
}

function startsAttr(kind: TokenKind): boolean {
  return kind === 'identifier' || kind === 'or' || kind === '"' || kind === '${';
}

function parseAssignment(cursor: Cursor, expression: ExpressionParser): Assignment {
  const path = parseAttrPath(cursor, expression);
  cursor.expect('=', 'after the attribute path');
  const names = path.attrs.length;
  countNames(cursor, 1, names);
  cursor.namesAround += names;
  const value = expression(cursor);
  cursor.namesAround -= names;
  cursor.expect(';', 'after the value of the attribute');
  return { kind: 'assignment', start: path.start, end: cursor.before, path, value };
}

function parseInherit(cursor: Cursor, expression: ExpressionParser): Inherit {
  const start = cursor.start;
  cursor.advance();
  let from: Expr | undefined;
  if (cursor.kind === '(') {
    cursor.advance();
    from = expression(cursor);
    cursor.expect(')', "after the source of 'inherit'");
  }
  const attrs: Attr[] = [];
  while (startsAttr(cursor.kind)) attrs.push(staticAttr(cursor, parseAttr(cursor, expression)));
  cursor.expect(';', "after the names of 'inherit'");
  countNames(cursor, attrs.length, 1);
  return { kind: 'inherit', start, end: cursor.before, from, attrs: fitted(attrs) };
}

function parseAttr(cursor: Cursor, expression: ExpressionParser): Attr {
  const { kind, start, end } = cursor;
  if (kind === 'identifier' || kind === 'or') {
    const name = cursor.word();
    cursor.advance();
    return { kind: 'name', start, end, name };
  }
  if (kind === '"') return parseString(cursor, expression);
  if (kind !== '${') throw cursor.unexpected('an attribute name');
  cursor.advance();
  const expr = expression(cursor);
  cursor.expect('}', 'after the attribute name');
  return { kind: 'interpolation', start, end: cursor.before, expr };
}

function staticAttr(cursor: Cursor, attr: Attr): Attr {
  if (isStaticAttr(attr)) return attr;
  throw cursor.failure(
    attr.start,
    'NIX007',
    "'inherit' takes no computed attribute names",
    'write the name itself',
  );
}

/** True for a name that is known without evaluation: `a`, `"a"`, `${"a"}`. */
export function isStaticAttr(attr: Attr): boolean {
  if (attr.kind === 'name') return true;
  if (attr.kind !== 'interpolation') return attr.parts.every((part) => part.kind === 'text');
  const inner = withoutParens(attr.expr);
  return inner.kind === 'string' && inner.parts.every((part) => part.kind === 'text');
}
