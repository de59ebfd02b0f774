import { joinOptionPath } from '../model/option.ts';
import type { OptionDeclaration } from '../model/option.ts';
import type { OptionPath } from '../model/value.ts';
import { partsOf, PLACEHOLDERS } from './option-trie.ts';
import type { TrieNode } from './option-trie.ts';
import { distanceFrom, reachOf } from './spelling.ts';

/** Slips a whole path may hold and still be recognised. */
const MOST_SLIPS = 5;
/** Slips up to which spelling is a better guess than a moved prefix. */
const FEW_SLIPS = 2;
/** Part-way guesses kept at each component; more only adds unlikely ones. */
const BREADTH = 64;

interface Guess {
  readonly node: TrieNode;
  readonly path: OptionPath;
  readonly cost: number;
}

/**
 * Option names most like a path that names none: few slips of spelling first, then names that share most components
 * (a moved prefix) or a rare last component, then more slips. Placeholders are filled from the path where it has
 * the component.
 */
export function nearestOptions(
  root: TrieNode,
  options: readonly OptionDeclaration[],
  path: OptionPath,
  limit: number,
): readonly string[] {
  const guesses = misspelled(root, path);
  const near = guesses.filter((guess) => guess.cost <= FEW_SLIPS).map(nameOf);
  const far = guesses.filter((guess) => guess.cost > FEW_SLIPS).map(nameOf);
  const moved = near.length >= limit ? [] : sharing(options, path);
  const found = new Set([...near, ...moved, ...far]);
  found.delete(joinOptionPath(path));
  return [...found].slice(0, limit);
}

function nameOf(guess: Guess): string {
  return joinOptionPath(guess.path);
}

function misspelled(root: TrieNode, path: OptionPath): readonly Guess[] {
  let guesses: readonly Guess[] = [{ node: root, path: [], cost: 0 }];
  for (const part of path) {
    guesses = guesses
      .flatMap((guess) => extend(guess, part))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, BREADTH);
  }
  return guesses.filter((guess) => guess.node.declaration !== undefined);
}

function extend(guess: Guess, part: string): Guess[] {
  const reach = Math.min(reachOf(part), MOST_SLIPS - guess.cost);
  const wanted = part.toLowerCase();
  const distance = distanceFrom(wanted);
  const next: Guess[] = [];
  for (const [name, node] of guess.node.children) {
    const free = PLACEHOLDERS.some((placeholder) => placeholder === name);
    // Another case alone is the smallest slip.
    const cost = free || name === part ? 0 : Math.max(0.5, distance(name.toLowerCase(), reach));
    if (cost <= reach)
      next.push({ node, path: [...guess.path, free ? part : name], cost: guess.cost + cost });
  }
  return next;
}

/** Sharing only a last component says nothing when more options than this have it. */
const COMMON_LAST = 40;

/**
 * Names with the path's last component, those first that share the rarest other components: `docker` says more than
 * `services`.
 */
function sharing(options: readonly OptionDeclaration[], path: OptionPath): readonly string[] {
  const last = path.at(-1)?.toLowerCase() ?? '';
  const wanted = new Set(path.slice(0, -1).map((part) => part.toLowerCase()));
  const shared = options
    .filter(({ name }) => name.slice(-last.length).toLowerCase() === last)
    .map(({ name }) => ({ name, parts: partsOf(name).map((part) => part.toLowerCase()) }))
    .filter(({ parts }) => parts.at(-1) === last)
    .map(({ name, parts }) => ({
      name,
      length: parts.length,
      shared: parts.filter((part) => wanted.has(part)),
    }));
  const counts = new Map<string, number>();
  for (const part of shared.flatMap((entry) => entry.shared)) counts.set(part, (counts.get(part) ?? 0) + 1);
  const weight = (part: string): number => Math.log2((shared.length + 1) / (counts.get(part) ?? 1));
  const least = shared.length > COMMON_LAST ? 2 : 0;
  return shared
    .map((entry) => ({ ...entry, score: entry.shared.reduce((sum, part) => sum + weight(part), 0) }))
    .filter((entry) => entry.score >= least)
    .sort((a, b) => b.score - a.score || a.length - b.length || (a.name < b.name ? -1 : 1))
    .map((entry) => entry.name);
}
