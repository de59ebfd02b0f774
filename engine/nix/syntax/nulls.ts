import type { TreeNode } from './children.ts';
import { childrenOf } from './children.ts';
import type { Cursor } from './cursor.ts';
import type { Expr } from './tree.ts';

/** Refuses a NUL in a string: no value of Nix can hold one. In a comment it does no harm. */
export function refuseNulls(cursor: Cursor, root: Expr): void {
  if (!cursor.text.includes('\0')) return;
  const open: TreeNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const at = node.kind === 'text' ? cursor.text.slice(node.start, node.end).indexOf('\0') : -1;
    if (at !== -1)
      throw cursor.failure(node.start + at, 'NIX001', 'a string cannot hold a NUL character', 'remove it');
    open.push(...childrenOf(node));
  }
}
