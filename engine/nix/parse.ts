import type { Result } from '../model/finding.ts';
import { failed, ok } from '../model/finding.ts';
import { parseBindings, parseAttrPath } from './syntax/bindings.ts';
import { Cursor } from './syntax/cursor.ts';
import { refuseComputedNames, refuseDuplicates } from './syntax/duplicates.ts';
import { SyntaxFailure } from './syntax/failure.ts';
import { refuseDeep } from './syntax/levels.ts';
import { opensPattern, parseNamedLambda, parsePatternLambda } from './syntax/functions.ts';
import { parseOperators } from './syntax/operators.ts';
import { refuseNulls } from './syntax/nulls.ts';
import { fitted } from './syntax/size.ts';
import { parseIndentedString, parsePath, parseString } from './syntax/strings.ts';
import type {
  AttrSet,
  Expr,
  If,
  Let,
  List,
  NixTree,
  Paren,
  Prefixed,
  Select,
  Variable,
} from './syntax/tree.ts';

export interface ParseOptions {
  /**
   * Refuse what only newer Nix reads: the experimental operators `|>` and `<|` (NIX009), and sets that merge more than
   * one level deep (NIX004). Default: false, as reading does not depend on which Nix evaluates.
   */
  readonly portable?: boolean;
  /** Read files of any size, which takes memory in proportion. Default: false. */
  readonly anySize?: boolean;
}

/** Expressions within expressions; deeper text is refused (NIX010), and so are longer chains, so that no walk over a tree runs out of stack. */
export const MAX_DEPTH = 500;

/**
 * Nix text to its syntax tree, or one finding that says where it stops being Nix and what was expected there.
 *
 * Refuses what Nix refuses while parsing, duplicate attributes included; names that are not in scope are not its business.
 *
 * @example
 * parseNix('{ a = 1; }', 'a.nix') // { ok: true, value: { root: { kind: 'set', … } }, findings: [] }
 */
export function parseNix(text: string, file: string, options: ParseOptions = {}): Result<NixTree> {
  try {
    const cursor = new Cursor(text, file, options);
    const root = parseExpression(cursor);
    if (cursor.kind !== 'end of file') throw cursor.unexpected('the end of the file');
    refuseDeep(cursor, root);
    refuseNulls(cursor, root);
    return ok({ file, text, root });
  } catch (error) {
    if (error instanceof SyntaxFailure) return failed(error.finding);
    throw error;
  }
}

function parseExpression(cursor: Cursor): Expr {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) {
    const message = `expressions are nested more than ${MAX_DEPTH} levels deep`;
    throw cursor.failure(cursor.start, 'NIX010', message, "split the expression with 'let'");
  }
  const expr = parseAnyExpression(cursor);
  cursor.depth -= 1;
  return expr;
}

function parseAnyExpression(cursor: Cursor): Expr {
  switch (cursor.kind) {
    case 'identifier':
      if (isLambdaMark(cursor.peekCode())) return parseNamedLambda(cursor, parseExpression);
      break;
    case '{':
      if (opensPattern(cursor)) return parsePatternLambda(cursor, parseExpression);
      break;
    case 'let':
      if (cursor.peekCode() !== 0x7b) return parseLet(cursor);
      break;
    case 'with':
    case 'assert':
      return parsePrefixed(cursor, cursor.kind);
    case 'if':
      return parseIf(cursor);
    default:
  }
  return parseOperators(cursor, parseApplication, parseExpression);
}

function isLambdaMark(code: number): boolean {
  return code === 0x3a || code === 0x40;
}

function parseLet(cursor: Cursor): Let {
  const start = cursor.start;
  cursor.advance();
  const bindings = parseBindings(cursor, 'in', parseExpression);
  refuseDuplicates(cursor, bindings);
  refuseComputedNames(cursor, bindings);
  cursor.advance();
  const body = parseExpression(cursor);
  return { kind: 'let', start, end: body.end, bindings, body };
}

function parsePrefixed(cursor: Cursor, kind: 'with' | 'assert'): Prefixed {
  const start = cursor.start;
  cursor.advance();
  const head = parseExpression(cursor);
  cursor.expect(';', `after the expression of '${kind}'`);
  const body = parseExpression(cursor);
  return { kind, start, end: body.end, head, body };
}

function parseIf(cursor: Cursor): If {
  const start = cursor.start;
  cursor.advance();
  const condition = parseExpression(cursor);
  cursor.expect('then', "after the condition of 'if'");
  const thenBranch = parseExpression(cursor);
  cursor.expect('else', "after the first branch of 'if'");
  const elseBranch = parseExpression(cursor);
  return { kind: 'if', start, end: elseBranch.end, condition, thenBranch, elseBranch };
}

function parseApplication(cursor: Cursor): Expr {
  const fn = parseSelect(cursor);
  if (!startsOperand(cursor)) return fn;
  const args: Expr[] = [];
  while (startsOperand(cursor)) args.push(parseSelect(cursor));
  return { kind: 'apply', start: fn.start, end: cursor.before, fn, args: fitted(args) };
}

function startsOperand(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case 'identifier':
    case 'integer':
    case 'float':
    case 'path':
    case 'search-path':
    case 'uri':
    case '"':
    case "''":
    case '(':
    case '[':
    case '{':
    case 'rec':
    case 'let':
      return true;
    default:
      return false;
  }
}

/** `a`, `a.b`, `a.b or c`; and the oddity that `a or` alone applies `a` to a variable named `or`. */
function parseSelect(cursor: Cursor): Expr {
  const target = parseSimple(cursor);
  if (cursor.kind === '.') return parseSelection(cursor, target);
  if (cursor.kind !== 'or') return target;
  const name: Variable = { kind: 'variable', start: cursor.start, end: cursor.end, name: 'or' };
  cursor.advance();
  return { kind: 'apply', start: target.start, end: name.end, fn: target, args: [name] };
}

function parseSelection(cursor: Cursor, target: Expr): Select {
  cursor.advance();
  const path = parseAttrPath(cursor, parseExpression);
  if (cursor.kind !== 'or') {
    return { kind: 'select', start: target.start, end: path.end, target, path, fallback: undefined };
  }
  cursor.advance();
  const fallback = nested(cursor, parseSelect);
  return { kind: 'select', start: target.start, end: fallback.end, target, path, fallback };
}

function parseSimple(cursor: Cursor): Expr {
  const { kind, start, end } = cursor;
  switch (kind) {
    case 'identifier': {
      const name = cursor.word();
      cursor.advance();
      return { kind: 'variable', start, end, name };
    }
    case 'integer':
    case 'float':
    case 'uri':
    case 'search-path':
      cursor.advance();
      return { kind, start, end };
    case '"':
      return parseString(cursor, parseExpression);
    case "''":
      return parseIndentedString(cursor, parseExpression);
    case 'path':
      return parsePath(cursor, parseExpression);
    case '(':
      return parseParen(cursor);
    case '[':
      return nested(cursor, parseList);
    case '{':
      return parseSet(cursor, 'plain', start);
    case 'rec':
    case 'let':
      cursor.advance();
      return parseSet(cursor, kind, start);
    default:
      throw cursor.unexpected('an expression');
  }
}

function parseParen(cursor: Cursor): Paren {
  const start = cursor.start;
  cursor.advance();
  const expr = parseExpression(cursor);
  cursor.expect(')', 'to close the parenthesis');
  return { kind: 'paren', start, end: cursor.before, expr };
}

function parseList(cursor: Cursor): List {
  const start = cursor.start;
  cursor.advance();
  const items: Expr[] = [];
  while (cursor.kind !== ']') {
    if (!startsOperand(cursor)) throw cursor.unexpected("a list item or ']'");
    items.push(parseSelect(cursor));
  }
  cursor.advance();
  return { kind: 'list', start, end: cursor.before, items: fitted(items) };
}

function parseSet(cursor: Cursor, form: AttrSet['form'], start: number): AttrSet {
  const open = cursor.start;
  cursor.expect('{', `after '${form}'`);
  const bindings = parseBindings(cursor, '}', parseExpression);
  refuseDuplicates(cursor, bindings);
  cursor.advance();
  return { kind: 'set', start, end: cursor.before, form, open, bindings };
}

/** Counts a level for what recurses without going through {@link parseExpression}. */
function nested<T extends Expr>(cursor: Cursor, parse: (cursor: Cursor) => T): T {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) {
    const message = `expressions are nested more than ${MAX_DEPTH} levels deep`;
    throw cursor.failure(cursor.start, 'NIX010', message, "split the expression with 'let'");
  }
  const expr = parse(cursor);
  cursor.depth -= 1;
  return expr;
}
