import type { OptionDeclaration } from '../../model/options/option.ts';
import type { OptionIndex } from '../../model/options/option-index.ts';
import { splitOptionPath } from '../../model/options/option.ts';
import type { OptionPath } from '../../model/options/value.ts';

/**
 * The options directly below a module that a phrase names: `auto prune` of docker is `autoPrune.enable`, `wayland` of gdm
 * is `wayland`. The word "enable" in front of a name or behind it counts nothing.
 *
 * @param module - The path of the module's switch: `['virtualisation', 'docker', 'enable']`.
 */
export function settingsOf(
  module: OptionPath,
  phrase: string,
  index: OptionIndex,
): readonly OptionDeclaration[] {
  const base = module.slice(0, -1);
  const wanted = keyOf(phrase);
  if (wanted === '' || wanted === 'enable') return [];
  const below = childrenOf(index).get(base.join('.')) ?? [];
  const exact = named(wanted, below);
  const found = exact.length > 0 ? exact : below.filter(({ key }) => bare(key) === bare(wanted));
  return found.map(({ option }) => option);
}

/** Modules have several names for the port that they listen on. */
const PORTS: readonly string[] = ['port', 'ports', 'listenport', 'httpport', 'webport', 'serverport'];

function named(wanted: string, below: readonly Child[]): readonly Child[] {
  const names = wanted === 'port' ? PORTS : [wanted];
  return names.map((name) => below.filter(({ key }) => key === name)).find((list) => list.length > 0) ?? [];
}

interface Child {
  readonly key: string;
  readonly option: OptionDeclaration;
}

const CHILDREN = new WeakMap<OptionIndex, ReadonlyMap<string, readonly Child[]>>();

/** Options by what they stand below, one and two names deep: `settings.Name` belongs to the module as well. */
function childrenOf(index: OptionIndex): ReadonlyMap<string, readonly Child[]> {
  const known = CHILDREN.get(index) ?? collect(index);
  CHILDREN.set(index, known);
  return known;
}

function collect(index: OptionIndex): ReadonlyMap<string, readonly Child[]> {
  const children = new Map<string, Child[]>();
  for (const option of index.options) {
    if (/[<*]/u.test(option.name) || option.readOnly === true) continue;
    const path = splitOptionPath(option.name);
    for (const depth of [1, 2]) {
      const base = path.slice(0, -depth).join('.');
      const names = path.slice(-depth).filter((name) => name !== 'settings');
      const list = children.get(base) ?? [];
      list.push({ key: keyOf(names.join('')), option });
      children.set(base, list);
    }
  }
  return children;
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.\s]/gu, '');
}

function bare(key: string): string {
  return key
    .replace(/^enable/u, '')
    .replace(/enabled?$/u, '')
    .replace(/s$/u, '');
}
