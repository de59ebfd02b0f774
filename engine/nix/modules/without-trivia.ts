import { childrenOf, type TreeNode } from '../syntax/children.ts';
import type { NixTree } from '../syntax/tree.ts';

/**
 * What a node says, whatever comments and white space are in it: equal texts mean the same.
 *
 * @param without - Nodes within it that are left out.
 * @example
 * textWithoutTrivia(tree, tree.root)   // '{ a = 1; }' of `{ # one\n  a = 1;\n}`
 */
export function textWithoutTrivia(
  tree: NixTree,
  node: TreeNode,
  without: ReadonlySet<TreeNode> = new Set(),
): string {
  if (node.kind === 'string' || node.kind === 'indented-string' || node.kind === 'path')
    return tree.text.slice(node.start, node.end);
  const pieces: string[] = [];
  let at = node.start;
  for (const child of childrenOf(node)) {
    pieces.push(between(tree.text.slice(at, child.start)));
    if (!without.has(child)) pieces.push(textWithoutTrivia(tree, child, without));
    at = child.end;
  }
  pieces.push(between(tree.text.slice(at, node.end)));
  return pieces.filter((piece) => piece !== '').join(' ');
}

/** What lies between nodes: never part of a string. */
function between(text: string): string {
  return text
    .replaceAll(/\/\*[^]*?\*\/|#[^\n]*/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
