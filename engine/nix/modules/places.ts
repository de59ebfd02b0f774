import type { PlaceInFile } from '../../model/host/configuration.ts';
import { staticPath } from '../names.ts';
import { childrenOf, type TreeNode } from '../syntax/children.ts';
import type { Expr, NixTree } from '../syntax/tree.ts';
import { enterBindings, enterLambda, enterWith, type Scope } from './scope.ts';

/** A set or a function of a file, and what names mean there. */
interface Found {
  readonly expr: Expr;
  readonly scope: Scope;
  readonly place: PlaceInFile;
}

/**
 * The place of the set or the function that has an attribute or an argument at a line and column, as an evaluation tells
 * it. It is named by what is around it, so that it is found again when lines above it have changed.
 */
export function placeInFile(tree: NixTree, line: number, column: number): PlaceInFile | undefined {
  const offset = offsetAt(tree.text, line, column);
  return found(tree).find(({ expr }) => hasAt(expr, offset))?.place;
}

/** The set or function at a place; undefined where the file has changed so much that there is none. */
export function findPlace(tree: NixTree, place: PlaceInFile): { expr: Expr; scope: Scope } | undefined {
  return found(tree).find(({ place: other }) => isSame(place, other));
}

function isSame(left: PlaceInFile, right: PlaceInFile): boolean {
  return left.within === right.within && left.kind === right.kind && left.nth === right.nth;
}

/** An attribute of the set itself, or an argument of the function. */
function hasAt(expr: Expr, offset: number): boolean {
  if (expr.kind === 'set')
    return expr.bindings.some((binding) =>
      binding.kind === 'assignment'
        ? binding.path.start === offset
        : binding.attrs.some(({ start }) => start === offset),
    );
  if (expr.kind !== 'lambda') return false;
  return expr.pattern?.formals.some(({ start }) => start === offset) ?? false;
}

function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) start = text.indexOf('\n', start) + 1;
  // Nix counts bytes.
  const end = text.indexOf('\n', start);
  const bytes = new TextEncoder().encode(text.slice(start, end === -1 ? undefined : end));
  return start + new TextDecoder().decode(bytes.slice(0, column - 1)).length;
}

interface Open {
  readonly node: TreeNode;
  readonly scope: Scope;
  readonly names: readonly string[];
}

/** All sets and functions of a file, in the order of its text. */
function found(tree: NixTree): readonly Found[] {
  const counted = new Map<string, number>();
  const all: Found[] = [];
  const open: Open[] = [{ node: tree.root, scope: undefined, names: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, scope, names } = next;
    if (node.kind === 'set' || node.kind === 'lambda') {
      const within = names.join('.');
      const key = `${node.kind} ${within}`;
      const nth = counted.get(key) ?? 0;
      counted.set(key, nth + 1);
      all.push({ expr: node, scope, place: { within, kind: node.kind, nth } });
    }
    open.push(...partsOf(tree, next).toReversed());
  }
  return all;
}

function partsOf(tree: NixTree, { node, scope, names }: Open): readonly Open[] {
  const inner = scopeWithin(tree, node, scope);
  if (node.kind === 'assignment') {
    const own = [...names, ...staticPath(tree.text, node.path.attrs)];
    return childrenOf(node).map((child) => ({ node: child, scope, names: own }));
  }
  return childrenOf(node).map((child) => ({
    node: child,
    scope: node.kind === 'with' && child === node.head ? scope : inner,
    names,
  }));
}

function scopeWithin({ text }: NixTree, node: TreeNode, scope: Scope): Scope {
  switch (node.kind) {
    case 'let':
      return enterBindings(scope, text, node.bindings);
    case 'set':
      return node.form === 'rec' ? enterBindings(scope, text, node.bindings) : scope;
    case 'lambda':
      return enterLambda(scope, node);
    case 'with':
      return enterWith(scope, node.head);
    default:
      return scope;
  }
}
