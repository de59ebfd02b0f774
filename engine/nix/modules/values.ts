import type { NixValue } from '../../model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../../model/options/value.ts';
import { staticName } from '../names.ts';
import { stepFrom } from './follow.ts';
import { packagePath } from './package-path.ts';
import type { Scope } from './scope.ts';
import { originOf } from './scope.ts';
import { unescapeIndentedString, unescapeString } from '../strings.ts';
import type { AttrSet, Expr, Text, Unary } from '../syntax/tree.ts';

/**
 * The value of an expression that needs no evaluation; undefined for everything that does. Names that `let`, `rec`,
 * `inherit` or a literal set binds are what they are bound to.
 *
 * @example
 * `[ "wheel" pkgs.htop ]` // ['wheel', { type: 'pkgs', path: ['htop'] }]
 */
export function literalValue(text: string, scope: Scope, expr: Expr): NixValue | undefined {
  return valueWithin(text, scope, expr, { names: MOST_NAMES });
}

// Names may be bound in a circle, and to what holds more of them each time.
const MOST_NAMES = 200;

/** How many more names may be followed. */
interface Budget {
  names: number;
}

function valueWithin(text: string, scope: Scope, expr: Expr, budget: Budget): NixValue | undefined {
  switch (expr.kind) {
    case 'paren':
      return valueWithin(text, scope, expr.expr, budget);
    case 'string':
      return stringValue(text, scope, expr, budget);
    case 'indented-string':
    case 'path':
      return textValue(text, expr);
    case 'integer':
      return safeInteger(Number(text.slice(expr.start, expr.end)));
    case 'float':
      return fraction(Number(text.slice(expr.start, expr.end)));
    case 'unary':
      return expr.operand.kind === 'unary' ? undefined : negated(text, scope, expr, budget);
    case 'list':
      return listValue(text, scope, expr.items, budget);
    case 'set':
      return expr.form === 'plain' ? setValue(text, scope, expr, budget) : undefined;
    case 'variable':
      return CONSTANTS.has(expr.name) ? constant(scope, expr.name) : boundValue(text, scope, expr, budget);
    case 'select':
      return boundValue(text, scope, expr, budget);
    default:
      return undefined;
  }
}

/** Equal as Nix values; the order of attributes does not count. */
export function sameValue(left: NixValue, right: NixValue): boolean {
  if (isList(left)) return isList(right) && samePath(left, right);
  if (isPkgs(left)) return isPkgs(right) && samePath(left.path, right.path);
  if (isPathLiteral(left)) return isPathLiteral(right) && left.path === right.path;
  if (!isAttrs(left)) return left === right;
  if (!isAttrs(right)) return false;
  const entries = Object.entries(left.entries);
  return (
    entries.length === Object.keys(right.entries).length &&
    entries.every(([name, value]) => {
      const other = Object.hasOwn(right.entries, name) ? right.entries[name] : undefined;
      return other !== undefined && sameValue(value, other);
    })
  );
}

function samePath(left: readonly NixValue[], right: readonly NixValue[]): boolean {
  return (
    left.length === right.length &&
    left.every((item, index) => {
      const other = right[index];
      return other !== undefined && sameValue(item, other);
    })
  );
}

/** What is interpolated has to be a string: of a path, Nix would take the copy in its store. */
function stringValue(text: string, scope: Scope, { parts }: Text, budget: Budget): string | undefined {
  const pieces = parts.map((part) =>
    part.kind === 'text'
      ? unescapeString(text.slice(part.start, part.end))
      : valueWithin(text, scope, part.expr, budget),
  );
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
}

function textValue(text: string, expr: Text): NixValue | undefined {
  if (expr.parts.some((part) => part.kind !== 'text')) return undefined;
  const source = text.slice(expr.start, expr.end);
  if (expr.kind === 'path') return { type: 'path', path: source };
  return unescapeIndentedString(source.slice(2, -2));
}

function safeInteger(value: number): NixValue | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `1.0` is no value of ours: a number without fraction stands for an integer. */
function fraction(value: number): NixValue | undefined {
  return Number.isInteger(value) ? undefined : value;
}

function negated(
  text: string,
  scope: Scope,
  { operator, operand }: Unary,
  budget: Budget,
): NixValue | undefined {
  const value = valueWithin(text, scope, operand, budget);
  if (operator === '-') return typeof value === 'number' ? 0 - value : undefined;
  return typeof value === 'boolean' ? !value : undefined;
}

function listValue(text: string, scope: Scope, items: readonly Expr[], budget: Budget): NixValue | undefined {
  const values = items.map((item) => valueWithin(text, scope, item, budget));
  return values.every((value) => value !== undefined) ? values : undefined;
}

const CONSTANTS: ReadonlyMap<string, NixValue> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function constant(scope: Scope, name: string): NixValue | undefined {
  return originOf(scope, name).kind === 'builtin' ? CONSTANTS.get(name) : undefined;
}

function boundValue(text: string, scope: Scope, expr: Expr, budget: Budget): NixValue | undefined {
  const path = packagePath(text, scope, expr);
  if (path !== undefined) return path.length === 0 ? undefined : { type: 'pkgs', path };
  const next = stepFrom(text, { expr, scope });
  budget.names -= 1;
  if (next === undefined || budget.names < 0) return undefined;
  return valueWithin(text, next.scope, next.expr, budget);
}

type MutableEntries = Map<string, NixValue | MutableEntries>;

function setValue(text: string, scope: Scope, set: AttrSet, budget: Budget): NixValue | undefined {
  const entries: MutableEntries = new Map();
  for (const binding of set.bindings) {
    if (binding.kind === 'inherit') return undefined;
    const names = binding.path.attrs.map((attr) => staticName(text, attr));
    const value = valueWithin(text, scope, binding.value, budget);
    if (value === undefined || !names.every((name) => name !== undefined)) return undefined;
    if (!insert(entries, names, value)) return undefined;
  }
  return finished(entries);
}

function insert(entries: MutableEntries, path: readonly string[], value: NixValue): boolean {
  let table = entries;
  for (const name of path.slice(0, -1)) {
    const inner = table.get(name) ?? new Map();
    if (!(inner instanceof Map)) return false;
    table.set(name, inner);
    table = inner;
  }
  const last = path.at(-1) ?? '';
  if (table.has(last)) return false;
  table.set(last, value);
  return true;
}

function finished(entries: MutableEntries): NixValue {
  const plain = [...entries].map(
    ([name, value]) => [name, value instanceof Map ? finished(value) : value] as const,
  );
  return { type: 'attrs', entries: Object.fromEntries(plain) };
}
