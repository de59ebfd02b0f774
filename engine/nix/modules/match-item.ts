import type { NixValue } from '../../model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../../model/options/value.ts';
import { staticName } from '../names.ts';
import type { Apply, Attr, Expr, Select, Text } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import { follow, type Placed } from './follow.ts';
import { packageCandidates, packagePath } from './package-path.ts';
import type { Scope } from './scope.ts';
import { originOf } from './scope.ts';
import { literalValue, sameValue } from './values.ts';

/** Whether an item of a list is a value. `maybe`: only evaluation can tell. */
export type ItemMatch = 'yes' | 'no' | 'maybe';

/**
 * Compares an item as it is written with a value.
 *
 * @example
 * matchItem(text, scope, expr, 'wheel') // 'maybe' for `config.my.group`, 'no' for `80`
 */
export function matchItem(text: string, scope: Scope, expr: Expr, wanted: NixValue): ItemMatch {
  const value = literalValue(text, scope, expr);
  if (value !== undefined) return sameValue(value, wanted) ? 'yes' : 'no';
  return mayBe(text, follow(text, scope, expr), wanted) ? 'maybe' : 'no';
}

function mayBe(text: string, placed: Placed, wanted: NixValue): boolean {
  const { expr } = placed;
  // A file is another one under another name: what its path is computed to is no question of the text.
  if (isPathLiteral(wanted)) return expr.kind === 'path';
  switch (expr.kind) {
    case 'string':
    case 'indented-string':
      return typeof wanted === 'string' && mayRead(text, expr, wanted);
    case 'path':
    case 'search-path':
    case 'lambda':
      return false;
    case 'uri':
      return text.slice(expr.start, expr.end) === wanted;
    case 'integer':
    case 'float':
      return typeof wanted === 'number';
    case 'unary':
      return typeof wanted === (expr.operator === '-' ? 'number' : 'boolean');
    case 'list':
      return isList(wanted);
    case 'set':
      return isAttrs(wanted);
    case 'has-attr':
      return typeof wanted === 'boolean';
    case 'binary':
      return mayCompute(expr.operator, wanted);
    case 'variable':
      return mayName(text, placed.scope, expr.name, wanted);
    case 'select':
      return maySelect(text, placed.scope, expr, wanted);
    case 'apply':
      return mayGive(text, placed.scope, expr, wanted);
    default:
      return true;
  }
}

/** What is written before and behind what is computed has to be in the text. */
export function mayRead(text: string, { kind, parts, start, end }: Text, wanted: string): boolean {
  if (kind !== 'string') return true;
  const source = text.slice(start, end);
  if (source.includes('\\') || source.includes('$$')) return true;
  const first = parts[0];
  const last = parts.at(-1);
  const head = first?.kind === 'text' ? text.slice(first.start, first.end) : '';
  const tail = last?.kind === 'text' ? text.slice(last.start, last.end) : '';
  return wanted.startsWith(head) && wanted.endsWith(tail) && wanted.length >= head.length + tail.length;
}

function mayCompute(operator: string, wanted: NixValue): boolean {
  switch (operator) {
    case '+':
      return typeof wanted === 'string' || typeof wanted === 'number';
    case '-':
    case '*':
    case '/':
      return typeof wanted === 'number';
    case '++':
      return isList(wanted);
    case '//':
      return isAttrs(wanted) || isPkgs(wanted);
    default:
      return typeof wanted === 'boolean';
  }
}

/** A name that a `with` gives, an argument, or what cannot be followed. */
function mayName(text: string, scope: Scope, name: string, wanted: NixValue): boolean {
  const origin = originOf(scope, name);
  if (origin.kind === 'builtin') return false;
  const candidates = packageCandidates(text, scope, name);
  if (!isPkgs(wanted)) return candidates.length === 0;
  if (candidates.length > 0) return candidates.some((path) => sameValue(path, wanted.path));
  return origin.kind !== 'with' || name === wanted.path.at(-1);
}

/** A selection from the configuration or an argument may be anything; of a package, what is called like it. */
function maySelect(text: string, scope: Scope, { path, target }: Select, wanted: NixValue): boolean {
  if (!isPkgs(wanted)) return packagePath(text, scope, target) === undefined;
  const names = path.attrs.map((attr: Attr) => staticName(text, attr));
  return names.some((name) => name === undefined || wanted.path.includes(name)) || isConfig(target);
}

function isConfig(target: Expr): boolean {
  const inner = withoutParens(target);
  return inner.kind === 'variable' && inner.name === 'config';
}

/** A package made by a function of the package set is that one at most; what else a function gives is not known. */
function mayGive(text: string, scope: Scope, { fn }: Apply, wanted: NixValue): boolean {
  const inner = withoutParens(fn);
  if (inner.kind === 'apply') return mayGive(text, scope, inner, wanted);
  const path = packagePath(text, scope, fn);
  if (path === undefined) return isPkgs(wanted) || !isOverride(text, inner);
  if (path[0] === 'lib') return true;
  return isPkgs(wanted) && wanted.path.every((name, at) => name === path[at]);
}

function isOverride(text: string, fn: Expr): boolean {
  const last = fn.kind === 'select' ? fn.path.attrs.at(-1) : undefined;
  return last !== undefined && staticName(text, last)?.startsWith('override') === true;
}
