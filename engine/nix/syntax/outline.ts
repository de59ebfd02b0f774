import type { TreeNode } from './children.ts';
import { childrenOf } from './children.ts';
import type { NixTree } from './tree.ts';

/** One node of a tree, in the order of the text. */
export interface OutlineNode {
  /** 0 for the root. */
  readonly depth: number;
  readonly kind: TreeNode['kind'];
  /** Offsets into the text, in UTF-16 units, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * A syntax tree as a list: every node before those it is made of. A list, so that no depth is too deep to print.
 *
 * @example
 * outlineTree(tree) // [{ depth: 0, kind: 'set', start: 0, end: 10 }, { depth: 1, kind: 'assignment', … }, …]
 */
export function outlineTree(tree: NixTree): readonly OutlineNode[] {
  const found: OutlineNode[] = [];
  const open: { readonly node: TreeNode; readonly depth: number }[] = [{ node: tree.root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    found.push({ depth, kind: node.kind, start: node.start, end: node.end });
    for (const child of childrenOf(node).toReversed()) open.push({ node: child, depth: depth + 1 });
  }
  return found;
}

/** The outline as text: a node a line, as far in as it is deep up to some depth, with what it covers. */
export function renderOutline(tree: NixTree): string {
  return outlineTree(tree)
    .map(({ depth, kind, start, end }) => {
      const source = tree.text.slice(start, Math.min(end, start + WIDTH + 1)).replaceAll(/\s+/gu, ' ');
      const shown = end - start > WIDTH ? `${source.slice(0, WIDTH)}…` : source;
      return `${'  '.repeat(Math.min(depth, INDENTED))}${kind} ${start}-${end}  ${shown}`;
    })
    .join('\n');
}

const WIDTH = 50;
/** Levels that are shown by white space. Further in it would be most of the text, or more than a string can hold. */
const INDENTED = 100;
