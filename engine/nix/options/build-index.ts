import type { OptionDeclaration, PackageDeclaration } from '../../model/options/option.ts';
import type { OptionIndex, OptionMatch } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { canHold } from './place.ts';
import { nearestOptions } from './nearest.ts';
import { addToTrie, newTrie, nodesAt } from './trie.ts';
import type { TrieNode } from './trie.ts';
import { nearestWords } from '../spelling.ts';

/**
 * Makes options and packages searchable. Finding walks a trie: its time depends on the path, not on the number of
 * options.
 *
 * @example
 * buildOptionIndex(options, packages).find(['users', 'users', 'alice', 'shell'])?.declaration.name
 * // 'users.users.<name>.shell'
 */
export function buildOptionIndex(
  options: readonly OptionDeclaration[],
  packages: readonly PackageDeclaration[],
): OptionIndex {
  const root = newTrie();
  for (const option of options) addToTrie(root, option);
  const byAttr = new Map(packages.map((entry) => [entry.attr, entry]));
  return {
    options,
    packages,
    find: (path) => findOption(root, path),
    nearest: (path, limit) => nearestOptions(root, options, path, limit),
    isPrefix: (path) => nodesAt(root, path).some((node) => node.children.size > 0),
    package: (attr) => byAttr.get(attr),
    nearestPackages: (attr, limit) => nearestWords(attr, byAttr.keys(), limit),
  };
}

function findOption(root: TrieNode, path: OptionPath): OptionMatch | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const rest = path.slice(length);
    for (const node of nodesAt(root, path.slice(0, length))) {
      const { declaration } = node;
      if (declaration !== undefined && canHold(declaration.tree, rest, node)) return { declaration, rest };
    }
  }
  return undefined;
}
