import type { Expr } from './tree.ts';
import { parseAttrPath } from './bindings.ts';
import type { Cursor } from './cursor.ts';
import type { ExpressionParser } from './strings.ts';
import type { BinaryToken, TokenKind } from './token.ts';

type Associativity = 'left' | 'right' | 'none';

interface Strength {
  readonly level: number;
  readonly associativity: Associativity;
}

const HAS_ATTR = 12;
const NOT: Strength = { level: 8, associativity: 'left' };
const NEGATE: Strength = { level: 13, associativity: 'none' };

/** Binary operators, weakest first. The two pipes bind alike but do not mix. */
const STRENGTH: ReadonlyMap<TokenKind, Strength> = new Map<BinaryToken, Strength>([
  ['|>', { level: 1, associativity: 'left' }],
  ['<|', { level: 1, associativity: 'right' }],
  ['->', { level: 2, associativity: 'right' }],
  ['||', { level: 3, associativity: 'left' }],
  ['&&', { level: 4, associativity: 'left' }],
  ['==', { level: 5, associativity: 'none' }],
  ['!=', { level: 5, associativity: 'none' }],
  ['<', { level: 6, associativity: 'none' }],
  ['>', { level: 6, associativity: 'none' }],
  ['<=', { level: 6, associativity: 'none' }],
  ['>=', { level: 6, associativity: 'none' }],
  ['//', { level: 7, associativity: 'right' }],
  ['+', { level: 9, associativity: 'left' }],
  ['-', { level: 9, associativity: 'left' }],
  ['*', { level: 10, associativity: 'left' }],
  ['/', { level: 10, associativity: 'left' }],
  ['++', { level: 11, associativity: 'right' }],
]);

interface Pending {
  readonly operator: string;
  readonly start: number;
  readonly strength: Strength;
  readonly prefix: boolean;
}

/**
 * Operands joined by operators, with both stacks on the heap: a chain of any length needs no deep calls. As in Nix's
 * own grammar, an operator meets only the one before it: `a * !b + c` is `a * (!(b + c))`.
 */
export function parseOperators(
  cursor: Cursor,
  operand: ExpressionParser,
  expression: ExpressionParser,
): Expr {
  const pending: Pending[] = [];
  const operands: Expr[] = [];
  for (;;) {
    readPrefixes(cursor, pending);
    operands.push(operand(cursor));
    readHasAttrs(cursor, pending, operands, expression);
    const strength = STRENGTH.get(cursor.kind);
    if (strength === undefined) break;
    reduceBefore(cursor, strength, pending, operands);
    pending.push({ operator: cursor.kind, start: cursor.start, strength, prefix: false });
    cursor.joined += 1;
    cursor.advance();
  }
  while (pending.length > 0) reduce(pending, operands);
  return take(operands);
}

function readPrefixes(cursor: Cursor, pending: Pending[]): void {
  while (cursor.kind === '!' || cursor.kind === '-') {
    const strength = cursor.kind === '!' ? NOT : NEGATE;
    pending.push({ operator: cursor.kind, start: cursor.start, strength, prefix: true });
    cursor.joined += 1;
    cursor.advance();
  }
}

function readHasAttrs(
  cursor: Cursor,
  pending: Pending[],
  operands: Expr[],
  expression: ExpressionParser,
): void {
  while (cursor.kind === '?') {
    while ((pending.at(-1)?.strength.level ?? 0) > HAS_ATTR) reduce(pending, operands);
    cursor.joined += 1;
    cursor.advance();
    const path = parseAttrPath(cursor, expression);
    const target = take(operands);
    operands.push({ kind: 'has-attr', start: target.start, end: path.end, target, path });
  }
}

function reduceBefore(cursor: Cursor, next: Strength, pending: Pending[], operands: Expr[]): void {
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    if (top.strength.level < next.level) return;
    if (top.strength.level === next.level) {
      if (mustNotMix(top.strength, next)) throw chained(cursor, top);
      if (next.associativity === 'right') return;
    }
    reduce(pending, operands);
  }
}

function mustNotMix(left: Strength, right: Strength): boolean {
  return left.associativity === 'none' || left.associativity !== right.associativity;
}

function chained(cursor: Cursor, top: Pending): Error {
  const message = `'${cursor.kind}' cannot follow '${top.operator}' without parentheses`;
  return cursor.failure(cursor.start, 'NIX008', message, 'put one of the two in parentheses');
}

function reduce(pending: Pending[], operands: Expr[]): void {
  const top = pending.pop();
  const right = take(operands);
  if (top === undefined) return;
  if (top.prefix) {
    const operator = top.operator === '!' ? '!' : '-';
    operands.push({ kind: 'unary', start: top.start, end: right.end, operator, operand: right });
    return;
  }
  const left = take(operands);
  operands.push({ kind: 'binary', start: left.start, end: right.end, operator: top.operator, left, right });
}

function take(operands: Expr[]): Expr {
  const last = operands.pop();
  if (last === undefined) throw new Error('an operator without an operand got past the parser');
  return last;
}
