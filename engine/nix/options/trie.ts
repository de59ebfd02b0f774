import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionDeclaration } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';

/** Placeholders of declared names: an attribute of whatever name, an item of a list. */
export const PLACEHOLDERS = ['<name>', '*'] as const;

/** One attribute name of the tree of options. */
export interface TrieNode {
  readonly children: Map<string, TrieNode>;
  declaration?: OptionDeclaration;
}

export function newTrie(): TrieNode {
  return { children: new Map() };
}

export function addToTrie(root: TrieNode, declaration: OptionDeclaration): void {
  let node = root;
  for (const part of partsOf(declaration.name)) {
    let child = node.children.get(part);
    if (child === undefined) {
      child = newTrie();
      node.children.set(part, child);
    }
    node = child;
  }
  node.declaration = declaration;
}

/** Components of a declared name; plain names, which nearly all are, need no pattern. */
export function partsOf(name: string): readonly string[] {
  return name.includes('"') ? splitOptionPath(name) : name.split('.');
}

/** Nodes a path leads to: by its own names first, through placeholders after. */
export function nodesAt(root: TrieNode, path: OptionPath): readonly TrieNode[] {
  let nodes: readonly TrieNode[] = [root];
  for (const part of path) {
    nodes = nodes.flatMap((node) => step(node, part));
    if (nodes.length === 0) return nodes;
  }
  return nodes;
}

function step(node: TrieNode, part: string): TrieNode[] {
  const names = new Set([part, ...PLACEHOLDERS]);
  return [...names].map((name) => node.children.get(name)).filter((child) => child !== undefined);
}
