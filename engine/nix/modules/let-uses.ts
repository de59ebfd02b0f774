import { staticName, staticPath } from '../names.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import type { Assignment, Binding, NixTree, Span } from '../syntax/tree.ts';
import type { Module } from './survey.ts';

/** The name by which a `let` binds what a module is written in, and every place that the module comes from it to. */
export interface LetUses {
  readonly name: string;
  readonly uses: readonly Span[];
}

/**
 * Where else a change of a module arrives that is the value of a `let` binding, or part of one: what names the binding, or
 * names another that is made of it. Undefined where no `let` binds the module.
 *
 * @param offset - Where the change is; another part of the binding's set does not change with it.
 *
 * @example
 * // let web = { a = 1; }; in { containers.x.config = web; containers.y.config = f web; }   → name web, two uses
 */
export function letUses({ tree, root }: Module, offset: number): LetUses | undefined {
  const bound = boundAround(tree, root);
  const innermost = bound.at(-1);
  const name = innermost === undefined ? undefined : firstName(tree.text, innermost);
  if (innermost === undefined || name === undefined) return undefined;
  const uses = arrivals(tree, innermost, pathTo(tree.text, innermost, offset), new Set());
  return { name, uses: uses.toSorted((left, right) => left.start - right.start) };
}

/** The bindings of a `let` around a part of the file, the outermost first. */
function boundAround(tree: NixTree, { start, end }: Span): readonly Assignment[] {
  const found: Assignment[] = [];
  let node: TreeNode | undefined = tree.root;
  while (node !== undefined && !(node.start === start && node.end === end)) {
    const inner: TreeNode | undefined = childrenOf(node).find(
      (child) => child.start <= start && end <= child.end,
    );
    if (node.kind === 'let' && inner?.kind === 'assignment') found.push(inner);
    node = inner;
  }
  return found;
}

/** The uses of a binding, and in place of one within another binding of a `let` the uses of that. */
function arrivals(
  tree: NixTree,
  binding: Assignment,
  path: readonly string[],
  seen: ReadonlySet<Assignment>,
): readonly Span[] {
  const within = new Set([...seen, binding]);
  return usesOf(tree, binding, path).flatMap((use) => {
    const outer = boundAround(tree, use).at(-1);
    if (outer === undefined || use.end <= outer.value.start) return [use];
    return within.has(outer) ? [] : arrivals(tree, outer, pathTo(tree.text, outer, use.start), within);
  });
}

/** What names the path, something above it, or something below it; not where another binding has the name. */
function usesOf(tree: NixTree, binding: Assignment, path: readonly string[]): readonly Span[] {
  const { text } = tree;
  const [name] = path;
  const uses: Span[] = [];
  const open: TreeNode[] = [tree.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (name === undefined || hides(text, node, name, binding)) continue;
    if (node.kind === 'variable' && node.name === name) uses.push(node);
    if (node.kind === 'inherit' && node.from === undefined)
      uses.push(...node.attrs.filter((attr) => staticName(text, attr) === name));
    const isOther =
      node.kind === 'select' &&
      node.target.kind === 'variable' &&
      node.target.name === name &&
      staticPath(text, node.path.attrs).some((each, at) => at + 1 < path.length && each !== path[at + 1]);
    const children = childrenOf(node);
    open.push(
      ...(node.kind === 'select' && isOther ? children.filter((each) => each !== node.target) : children),
    );
  }
  return uses;
}

/** Whether a name means something else within a node than the binding. */
function hides(text: string, node: TreeNode, name: string, binding: Assignment): boolean {
  if (node.kind === 'lambda')
    return node.name?.name === name || (node.pattern?.formals ?? []).some((formal) => formal.name === name);
  const bindings: readonly Binding[] =
    node.kind === 'let' || (node.kind === 'set' && node.form !== 'plain') ? node.bindings : [];
  return !bindings.includes(binding) && bindings.some((each) => binds(text, each, name));
}

function binds(text: string, binding: Binding, name: string): boolean {
  if (binding.kind === 'assignment') return firstName(text, binding) === name;
  return binding.from !== undefined && binding.attrs.some((attr) => staticName(text, attr) === name);
}

function firstName(text: string, { path }: Assignment): string | undefined {
  const [first] = path.attrs;
  return first === undefined ? undefined : staticName(text, first);
}

/** The names from a binding down to what is written at an offset, as far as sets and bindings tell them. */
function pathTo(text: string, binding: Assignment, offset: number): readonly string[] {
  const path = [...staticPath(text, binding.path.attrs)];
  let { value } = binding;
  for (;;) {
    while (value.kind === 'paren') value = value.expr;
    const inner: Binding | undefined =
      value.kind === 'set'
        ? value.bindings.find(({ start, end }) => start <= offset && offset < end)
        : undefined;
    if (inner?.kind !== 'assignment') return path;
    path.push(...staticPath(text, inner.path.attrs));
    ({ value } = inner);
  }
}
