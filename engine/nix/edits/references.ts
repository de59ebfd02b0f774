import type { OptionPath } from '../../model/options/value.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import { commonPrefix } from '../modules/definitions.ts';
import { staticName, staticPath } from '../names.ts';
import { renderName, renderPath } from '../render.ts';
import type { Module } from '../modules/survey.ts';
import type { AttrPath, Inherit } from '../syntax/tree.ts';
import { configPath } from './old-name.ts';
import type { Splice } from './splice.ts';

/** What a module reads an option by, renamed: `config.a.b`, `config ? a.b` and `inherit (config.a) b;`. */
export function renameReads(module: Module, from: OptionPath, to: OptionPath): readonly Splice[] {
  const takesConfig = module.lambda?.pattern?.formals.some(({ name }) => name === 'config') ?? false;
  const { mount } = module;
  // In a module that is the value of an option, `config` is what is below that.
  if (!takesConfig || [from, to].some((path) => commonPrefix(mount, path) < mount.length)) return [];
  return readsIn(module, from.slice(mount.length), to.slice(mount.length));
}

function readsIn(module: Module, from: OptionPath, to: OptionPath): readonly Splice[] {
  const { text } = module.tree;
  const found: Splice[] = [];
  const open: TreeNode[] = [module.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ((node.kind === 'select' || node.kind === 'has-attr') && node.target.kind === 'variable') {
      const names = staticPath(text, node.path.attrs);
      const isIt = node.target.name === 'config' && commonPrefix(names, from) === from.length;
      if (isIt) found.push(renamed(node.path, from, to));
    }
    if (node.kind === 'inherit') found.push(...renameInherited(text, node, from, to));
    open.push(...childrenOf(node));
  }
  return found;
}

function renamed(path: AttrPath, from: OptionPath, to: OptionPath): Splice {
  const last = path.attrs[from.length - 1];
  return { start: path.start, end: last?.end ?? path.end, text: renderPath(to) };
}

/** The name that is inherited stays; it is bound to the option of the new name. */
function renameInherited(text: string, node: Inherit, from: OptionPath, to: OptionPath): readonly Splice[] {
  const base = node.from === undefined ? undefined : configPath(text, node.from);
  const name = from.at(-1);
  if (name === undefined || base?.length !== from.length - 1 || commonPrefix(base, from) !== base.length)
    return [];
  const attr = node.attrs.find((each) => staticName(text, each) === name);
  if (attr === undefined) return [];
  const binding = `${renderName(name)} = config.${renderPath(to)};`;
  if (node.attrs.length === 1) return [{ start: node.start, end: node.end, text: binding }];
  const start = text.slice(0, attr.start).trimEnd().length;
  return [
    { start, end: attr.end, text: '' },
    { start: node.end, end: node.end, text: ` ${binding}` },
  ];
}
