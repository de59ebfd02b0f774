import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import type { Assignment, NixTree } from '../syntax/tree.ts';
import { staticName } from '../names.ts';

/** How often the file names what a `let` binds; shadowing is not looked at, so it may be too many, never too few. */
export function countUses(tree: NixTree, assignment: Assignment): number {
  const [attr] = assignment.path.attrs;
  const name = attr === undefined ? undefined : staticName(tree.text, attr);
  let uses = 0;
  const open: TreeNode[] = [tree.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'variable' && node.name === name) uses += 1;
    if (node.kind === 'inherit' && node.from === undefined) {
      uses += node.attrs.filter((inherited) => staticName(tree.text, inherited) === name).length;
    }
    open.push(...childrenOf(node));
  }
  return uses;
}
