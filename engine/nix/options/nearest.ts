import { joinOptionPath } from '../../model/options/option.ts';
import type { OptionDeclaration } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { canHold } from './place.ts';
import { nodesAt, partsOf, PLACEHOLDERS } from './trie.ts';
import type { TrieNode } from './trie.ts';
import { distanceFrom, reachOf } from '../spelling.ts';

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
  const longer = near.length >= limit ? [] : missingOne(root, path);
  const found = new Set([...near, ...longer, ...moved, ...far]);
  found.delete(joinOptionPath(path));
  return [...found].slice(0, limit);
}

function nameOf(guess: Guess): string {
  return joinOptionPath(guess.path);
}

function misspelled(root: TrieNode, path: OptionPath): readonly Guess[] {
  let guesses: readonly Guess[] = [{ node: root, path: [], cost: 0 }];
  const open: Guess[] = [];
  for (const [at, part] of path.entries()) {
    const rest = path.slice(at);
    open.push(
      ...guesses
        .filter((guess) => guess.cost > 0 && holds(guess.node, rest))
        .map((guess) => below(guess, rest)),
    );
    guesses = guesses
      .flatMap((guess) => extend(guess, part))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, BREADTH);
  }
  return [...guesses.filter((guess) => guess.node.declaration !== undefined), ...open].sort(
    (a, b) => a.cost - b.cost,
  );
}

/** Whether what is declared here has free names below it, such as `environment.variables`. */
function holds({ declaration, children }: TrieNode, rest: OptionPath): boolean {
  return declaration !== undefined && children.size === 0 && canHold(declaration.tree, rest, undefined);
}

function below(guess: Guess, rest: OptionPath): Guess {
  return { ...guess, path: [...guess.path, ...rest] };
}

function extend(guess: Guess, part: string): Guess[] {
  const reach = Math.min(reachOf(part), MOST_SLIPS - guess.cost);
  const wanted = part.toLowerCase();
  const distance = distanceFrom(wanted);
  const next: Guess[] = [];
  for (const [name, node] of guess.node.children) {
    const free = isPlaceholder(name);
    // Another case alone is the smallest slip.
    const slips = free || name === part ? 0 : Math.max(0.5, distance(name.toLowerCase(), reach));
    const cost = Math.min(slips <= reach ? slips : Infinity, partly(wanted, name));
    if (guess.cost + cost <= MOST_SLIPS)
      next.push({ node, path: [...guess.path, free ? part : name], cost: guess.cost + cost });
  }
  return next;
}

/** A name that goes on (`autoOptimise`, `autoOptimiseStore`) or ends (`groups`, `extraGroups`) so, as slips. */
function partly(wanted: string, name: string): number {
  const longer = name.length - wanted.length;
  if (wanted.length < 4 || longer <= 0) return Infinity;
  const lower = name.toLowerCase();
  if (lower.startsWith(wanted) && longer <= wanted.length) return 0.5 + longer / 10;
  const hump = name.charAt(longer);
  return lower.endsWith(wanted) && hump !== lower.charAt(longer) ? 1.5 : Infinity;
}

/**
 * Names that have the whole path and one component more in it. A free name takes any component, so it counts only after
 * a doubled one: `users.alice.shell` means `users.users.alice.shell`.
 */
function missingOne(root: TrieNode, path: OptionPath): readonly string[] {
  return path.flatMap((next, at) => {
    const rest = path.slice(at);
    const doubled = new Set([path[at - 1], next]);
    return nodesAt(root, path.slice(0, at)).flatMap((node) =>
      [...node.children]
        .filter(([name]) => !isPlaceholder(name))
        .filter(([name, child]) => {
          const ends = doubled.has(name) ? nodesAt(child, rest) : [namedAt(child, rest)];
          return ends.some((end) => end?.declaration !== undefined);
        })
        .map(([name]) => joinOptionPath([...path.slice(0, at), name, ...rest])),
    );
  });
}

function namedAt(node: TrieNode, path: OptionPath): TrieNode | undefined {
  return path.reduce<TrieNode | undefined>((found, part) => found?.children.get(part), node);
}

function isPlaceholder(name: string): boolean {
  return PLACEHOLDERS.some((placeholder) => placeholder === name);
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
      parts,
      shared: parts.filter((part) => wanted.has(part)),
    }));
  const weight = rarity(shared);
  const least = shared.length > COMMON_LAST ? 2 : 0;
  const scored = shared
    .map((entry) => ({
      ...entry,
      score: entry.shared.reduce((sum, part) => sum + weight(part), endsAlike(entry.parts, path)),
    }))
    .filter((entry) => entry.score >= least)
    .sort((a, b) => b.score - a.score || a.parts.length - b.parts.length || (a.name < b.name ? -1 : 1))
    .map((entry) => entry.name);
  return scored.length > 0 ? scored : wellKnown(shared);
}

/** How much a component says: the fewer of the names have it, the more. */
function rarity(names: readonly { readonly shared: readonly string[] }[]): (part: string) => number {
  const counts = new Map<string, number>();
  for (const part of names.flatMap((entry) => entry.shared)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return (part) => Math.log2((names.length + 1) / (counts.get(part) ?? 1));
}

const ENDS_ALIKE = 3;

/** What stands right before the last component is what it is of: `gnome3.enable`. */
function endsAlike(parts: readonly string[], path: OptionPath): number {
  return parts.length > 1 && parts.at(-2) === path.at(-2)?.toLowerCase() ? ENDS_ALIKE : 0;
}

/** Of many names with nothing else in common those of the top, when they are few: `networking.hostName`. */
function wellKnown(
  names: readonly { readonly name: string; readonly parts: readonly string[] }[],
): readonly string[] {
  const top = names.filter(({ parts }) => parts.length === 2).map(({ name }) => name);
  return top.length <= 2 ? top : [];
}
