import { staticName, staticPath } from '../names.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import type { AttrSet, Span } from '../syntax/tree.ts';
import type { Module } from './survey.ts';

/**
 * What else in a `rec { … }` uses the value that is written at an offset, and changes with it. Undefined where nothing
 * does, or no such set is around it.
 *
 * @example
 * // rec { port = 80; ports = [ port ]; }   at the 80 → the `port` in the list
 */
export function usedInRec(module: Module, offset: number): Span | undefined {
  const { text } = module.tree;
  for (const { set } of module.sites) {
    if (set.form !== 'rec' || offset <= set.open || offset >= set.end) continue;
    const path = pathAt(module, set, offset);
    const use = path === undefined ? undefined : findUse(text, set, path);
    if (use !== undefined) return use;
  }
  return undefined;
}

/** The names from the set down to what is written at the offset. */
function pathAt({ tree, definitions }: Module, set: AttrSet, offset: number): readonly string[] | undefined {
  const binding = set.bindings.find(({ start, end }) => start <= offset && offset < end);
  if (binding?.kind !== 'assignment') return undefined;
  const own = staticPath(tree.text, binding.path.attrs);
  const depth = definitions.find((each) => each.binding === binding)?.site.prefix.length ?? 0;
  const inner = definitions.findLast(({ binding: { start, end } }) => start <= offset && offset < end);
  return inner === undefined ? own : inner.path.slice(depth);
}

/** A name that means the path, something above it, or something below it. */
function findUse(text: string, set: AttrSet, path: readonly string[]): Span | undefined {
  const [name] = path;
  const open: TreeNode[] = [set];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'variable' && node.name === name) return node;
    if (node.kind === 'inherit' && node.from === undefined) {
      const attr = node.attrs.find((each) => staticName(text, each) === name);
      if (attr !== undefined) return attr;
    }
    const target = node.kind === 'select' && node.target.kind === 'variable' ? node.target : undefined;
    if (node.kind === 'select' && target?.name === name) {
      const rest = staticPath(text, node.path.attrs);
      const isOther = rest.some((each, at) => at + 1 < path.length && each !== path[at + 1]);
      if (!isOther) return node;
      open.push(...childrenOf(node).filter((child) => child !== target));
    } else open.push(...childrenOf(node));
  }
  return undefined;
}
