import type { OptionPath } from '../../model/options/value.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import { commonPrefix } from '../modules/definitions.ts';
import { staticPath } from '../names.ts';
import type { Module } from '../modules/survey.ts';
import type { AttrPath } from '../syntax/tree.ts';

/** Where a module reads an option, or something below it, as `config.a.b` or `config ? a.b`: the path after `config`. */
export function referencesTo(module: Module, option: OptionPath): readonly AttrPath[] {
  const takesConfig = module.lambda?.pattern?.formals.some(({ name }) => name === 'config') ?? false;
  if (!takesConfig) return [];
  const found: AttrPath[] = [];
  const open: TreeNode[] = [module.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ((node.kind === 'select' || node.kind === 'has-attr') && node.target.kind === 'variable') {
      const names = staticPath(module.tree.text, node.path.attrs);
      const isIt = node.target.name === 'config' && commonPrefix(names, option) === option.length;
      if (isIt) found.push(node.path);
    }
    open.push(...childrenOf(node));
  }
  return found;
}
