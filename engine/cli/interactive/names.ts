import { addToTrie, newTrie, type TrieNode } from '../../nix/options/trie.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { Names } from './complete.ts';

/** Nothing is known of the host yet. */
export const NO_NAMES: Names = {
  options: newTrie(),
  packages: [],
  switches: [],
  users: [],
  runbooks: [],
  runs: [],
  providers: [],
};

/** The names of one host that can be completed. */
export function buildNames(
  index: OptionIndex,
  others: Omit<Names, 'options' | 'packages' | 'switches'>,
): Names {
  const options = newTrie();
  for (const declaration of index.options) addToTrie(options, declaration);
  const packages = index.packages.map(({ attr }) => attr).sort();
  return { ...others, options, packages, switches: switchesOf(options) };
}

/** Where modules that can be switched on live, by the first component of their options. */
const MODULES = ['services', 'programs', 'virtualisation', 'hardware', 'security', 'networking'];

function switchesOf(options: TrieNode): readonly string[] {
  const found = MODULES.flatMap((first) => [...(options.children.get(first)?.children ?? [])]).filter(
    ([name, node]) => node.children.has('enable') && !name.startsWith('<'),
  );
  return [...new Set(found.map(([name]) => name))].sort();
}
