import type { Finding } from '../../model/finding.ts';
import type { ConfigFiles } from '../../model/host/configuration.ts';
import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { positionAt } from '../lines.ts';
import { commonPrefix } from '../modules/definitions.ts';
import { readModules } from '../modules/modules.ts';
import { renderName, renderPath } from '../render.ts';
import type { Module } from '../modules/survey.ts';
import { staticName, staticPath } from '../names.ts';
import type { TreeNode } from '../syntax/children.ts';
import { childrenOf } from '../syntax/children.ts';
import type { AttrPath, Expr, Inherit, Lambda, Select } from '../syntax/tree.ts';
import { withoutParens } from '../syntax/tree.ts';
import type { Splice } from './splice.ts';

/**
 * NIX130 for each place that still mentions an option's old name after it was renamed: in a comment or a text, in a file
 * that no module imports, or through a name that stands for a part of `config`.
 */
export function mentionsLeft(config: ConfigFiles, from: OptionPath): readonly Finding[] {
  const written = [...config.files].flatMap(([file, text]) =>
    file.endsWith('.nix') ? writtenIn(text, from).map((at) => mention(file, text, at, from)) : [],
  );
  const modules = readModules(config);
  const read = (modules.value ?? []).flatMap((module) =>
    readsThroughNames(module, from).map(({ start }) => mention(module.file, module.tree.text, start, from)),
  );
  return [...written, ...read];
}

function mention(file: string, text: string, at: number, from: OptionPath): Finding {
  return {
    code: 'NIX130',
    severity: 'warning',
    message: `the old name '${joinOptionPath(from)}' is still mentioned here`,
    position: positionAt(text, at, file),
    fix: 'look whether it has to change too',
  };
}

/** Where the dotted name stands, whatever it is part of. */
function writtenIn(text: string, from: OptionPath): readonly number[] {
  const dotted = joinOptionPath(from);
  const found: number[] = [];
  for (let at = text.indexOf(dotted); at !== -1; at = text.indexOf(dotted, at + 1)) {
    const [before = '', behind = ''] = [text[at - 1], text[at + dotted.length]];
    if (!/[\w.'-]/u.test(before) && !/[\w'-]/u.test(behind)) found.push(at);
  }
  return found;
}

/** `let cfg = config.a; in cfg.b`, for `a.b`. */
function readsThroughNames({ tree }: Module, from: OptionPath): readonly Select[] {
  const nodes = allNodes(tree.root);
  const names = new Map<string, OptionPath>();
  for (const node of nodes) {
    if (node.kind === 'assignment') {
      const [name, ...more] = staticPath(tree.text, node.path.attrs);
      const path = configPath(tree.text, node.value);
      if (name !== undefined && more.length === 0 && path !== undefined) names.set(name, path);
    }
    if (node.kind === 'inherit') inheritedNames(tree.text, node, names);
  }
  return nodes.filter((node): node is Select => {
    if (node.kind !== 'select' || node.target.kind !== 'variable') return false;
    const base = names.get(node.target.name);
    const path = base === undefined ? [] : [...base, ...staticPath(tree.text, node.path.attrs)];
    return base !== undefined && base.length < from.length && commonPrefix(path, from) === from.length;
  });
}

function inheritedNames(text: string, { from, attrs }: Inherit, names: Map<string, OptionPath>): void {
  const path = from === undefined ? undefined : configPath(text, from);
  if (path === undefined) return;
  for (const attr of attrs) {
    const name = staticName(text, attr);
    if (name !== undefined) names.set(name, [...path, name]);
  }
}

/** What a module reads an option by, renamed: `config.a.b`, `config ? a.b` and `inherit (config.a) b;`. */
export function renameReads(module: Module, from: OptionPath, to: OptionPath): readonly Splice[] {
  const { lambda, mount } = module;
  // In a module that is the value of an option, `config` is what is below that.
  const isWithin = [from, to].every((path) => commonPrefix(mount, path) === mount.length);
  if (lambda === undefined || !bindsConfig(lambda) || !isWithin) return [];
  return readsIn(module, from.slice(mount.length), to.slice(mount.length));
}

function bindsConfig({ pattern, name }: Lambda): boolean {
  return name?.name === 'config' || (pattern?.formals.some((formal) => formal.name === 'config') ?? false);
}

function readsIn(module: Module, from: OptionPath, to: OptionPath): readonly Splice[] {
  const { text } = module.tree;
  const found: Splice[] = [];
  const open: TreeNode[] = [module.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // Another module's, or another thing altogether.
    if (node.kind === 'lambda' && node !== module.lambda && bindsConfig(node)) continue;
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

/** The option path that `config.a.b` reads. */
function configPath(text: string, expr: Expr): OptionPath | undefined {
  const inner = withoutParens(expr);
  if (inner.kind === 'variable') return inner.name === 'config' ? [] : undefined;
  if (inner.kind !== 'select' || inner.target.kind !== 'variable' || inner.target.name !== 'config')
    return undefined;
  return wholePath(text, inner.path);
}

function wholePath(text: string, { attrs }: AttrPath): OptionPath | undefined {
  const names = staticPath(text, attrs);
  return names.length === attrs.length ? names : undefined;
}

function allNodes(root: TreeNode): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  const open: TreeNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    open.push(...childrenOf(node).toReversed());
  }
  return nodes;
}
