import { childrenOf, type TreeNode } from './children.ts';
import type { Cursor } from './cursor.ts';
import type { Expr } from './tree.ts';

/** Nodes within nodes. Brackets make a few for each level; a chain of operators makes one for each operand. */
export const MAX_LEVELS = 2_000;

/**
 * Refuses a tree that is deeper than a walk over it may be (NIX010). The parser reads a chain of operators without going
 * deeper itself, so only where there are many of them the tree is looked at.
 */
export function refuseDeep(cursor: Cursor, root: Expr): void {
  if (cursor.joined < MAX_LEVELS / 2) return;
  const open: { readonly node: TreeNode; readonly level: number }[] = [{ node: root, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, level } = next;
    if (level > MAX_LEVELS) {
      const message = `more than ${MAX_LEVELS} expressions are joined or nested in one another`;
      throw cursor.failure(node.start, 'NIX010', message, "split the expression with 'let'");
    }
    for (const child of childrenOf(node)) open.push({ node: child, level: level + 1 });
  }
}
