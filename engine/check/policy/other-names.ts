import { joinOptionPath, splitOptionPath } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import type { OptionPath } from '../../model/options/value.ts';
import { newName } from '../../nix/options/renamed.ts';
import { partsOf, PLACEHOLDERS } from '../../nix/options/trie.ts';

/** An old name and the one that it has now, placeholders and all. */
interface Renamed {
  readonly from: OptionPath;
  readonly to: OptionPath;
}

/** More renames than any option has had. */
const MOST_STEPS = 8;

/**
 * What else a path is called on a host: the name that it has now, and every name that it had before, so that a rule which
 * knows one of them speaks of all.
 *
 * @example
 * otherNames(index)(['services', 'openssh', 'passwordAuthentication'])
 * // [['services', 'openssh', 'settings', 'PasswordAuthentication']]
 */
export function otherNames(index: OptionIndex): (path: OptionPath) => readonly OptionPath[] {
  const renamed = renamedIn(index);
  return (path) => {
    const known = new Map([[joinOptionPath(path), path]]);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const found = [...known.values()].flatMap((one) => renamed.flatMap((pair) => namesBy(pair, one)));
      const before = known.size;
      for (const one of found) known.set(joinOptionPath(one), one);
      if (known.size === before) break;
    }
    return [...known.values()].slice(1);
  };
}

/** An index does not change, and is asked for every option that is touched. */
const KNOWN = new WeakMap<OptionIndex, readonly Renamed[]>();

function renamedIn(index: OptionIndex): readonly Renamed[] {
  const known = KNOWN.get(index);
  if (known !== undefined) return known;
  const found = index.options
    .filter(({ renamedTo }) => renamedTo !== undefined)
    .map((declaration): Renamed => {
      const from = partsOf(declaration.name);
      return { from, to: splitOptionPath(newName(declaration, from, index) ?? declaration.name) };
    });
  KNOWN.set(index, found);
  return found;
}

function namesBy({ from, to }: Renamed, path: OptionPath): readonly OptionPath[] {
  return [translated(from, to, path), translated(to, from, path)].filter((name) => name !== undefined);
}

/** A path below one name, below the other. Placeholders of both are the same names, in their order. */
function translated(from: OptionPath, to: OptionPath, path: OptionPath): OptionPath | undefined {
  if (path.length < from.length || !from.every((part, at) => part === path[at] || isPlaceholder(part)))
    return undefined;
  const names = from.flatMap((part, at) => (isPlaceholder(part) ? [path[at] ?? part] : []));
  return [
    ...to.map((part) => (isPlaceholder(part) ? (names.shift() ?? part) : part)),
    ...path.slice(from.length),
  ];
}

function isPlaceholder(part: string): boolean {
  return PLACEHOLDERS.some((placeholder) => placeholder === part);
}
