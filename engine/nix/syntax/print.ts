import type { TreeNode } from './children.ts';
import { childrenOf } from './children.ts';
import type { NixTree } from './tree.ts';

/**
 * The tree back as text, put together from its nodes and what lies between them. Equal to the text that was parsed,
 * byte for byte; a tree whose spans overlap, leave the order or reach out of their parent prints differently.
 */
export function printNix(tree: NixTree): string {
  const pieces: string[] = [];
  const open: { readonly end: number; readonly children: readonly TreeNode[]; next: number }[] = [];
  let at = 0;
  const copyTo = (end: number): void => {
    pieces.push(tree.text.slice(at, end));
    at = end;
  };
  const enter = (node: TreeNode): void => {
    pieces.push(tree.text.slice(at, node.start));
    at = node.start;
    open.push({ end: node.end, children: childrenOf(node), next: 0 });
  };
  enter(tree.root);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.children[top.next];
    top.next += 1;
    if (child !== undefined) enter(child);
    else copyTo(open.pop()?.end ?? at);
  }
  copyTo(tree.text.length);
  return pieces.join('');
}
