import type { OptionIndex } from '../../model/options/option-index.ts';

interface Folded {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly packages: ReadonlyMap<string, readonly string[]>;
}

const FOLDED = new WeakMap<OptionIndex, Folded>();

/** Names of an index by their lower-case spelling; made once for an index. */
export function foldedNames(index: OptionIndex): Folded {
  const known = FOLDED.get(index) ?? {
    options: fold(index.options.map(({ name }) => name)),
    packages: fold(index.packages.map(({ attr }) => attr)),
  };
  FOLDED.set(index, known);
  return known;
}

function fold(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folded = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    const list = folded.get(key);
    if (list === undefined) folded.set(key, [name]);
    else list.push(name);
  }
  return folded;
}
