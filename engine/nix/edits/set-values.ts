import type { NixValue } from '../../model/options/value.ts';
import { isPkgs } from '../../model/options/value.ts';
import type { ListPlace } from '../modules/list-view.ts';
import { packagePath } from '../modules/package-path.ts';
import { staticName } from '../names.ts';
import { renderName } from '../render.ts';
import type { AttrSet, Expr, Inherit } from '../syntax/tree.ts';
import { addItems, removeItems, type Row } from './list-text.ts';
import type { Splice } from './splice.ts';

/**
 * Adds packages to a list that is the values of a set, `attrValues { inherit (pkgs) git; }`: each to the `inherit` of the
 * package set that has it. Undefined where one has no such place, or its name is taken.
 */
export function addToValues(
  text: string,
  { set, scope }: ListPlace,
  items: readonly NixValue[],
): readonly Splice[] | undefined {
  const names = new Map<Inherit, string[]>();
  const taken = new Set(set === undefined ? [] : namesIn(text, set));
  for (const item of items) {
    const [name, from] = isPkgs(item) ? [item.path.at(-1), item.path.slice(0, -1)] : [];
    const place = set?.bindings.find((binding): binding is Inherit => {
      const base =
        binding.kind === 'inherit' && binding.from ? packagePath(text, scope, binding.from) : undefined;
      return base !== undefined && base.join('.') === from?.join('.');
    });
    if (name === undefined || place === undefined || taken.has(name)) return undefined;
    taken.add(name);
    names.set(place, [...(names.get(place) ?? []), renderName(name)]);
  }
  return [...names].map(([place, added]) => addItems(text, rowOf(place), added));
}

/** Takes values out of such a set: their names out of an `inherit`, or what defines them. */
export function removeFromValues(text: string, set: AttrSet, values: readonly Expr[]): readonly Splice[] {
  const isGone = ({ start }: { readonly start: number }): boolean =>
    values.some((value) => value.start === start);
  const whole = set.bindings.filter((binding) =>
    binding.kind === 'inherit' ? binding.attrs.every(isGone) : isGone(binding.value),
  );
  const parts = set.bindings.flatMap((binding) => {
    if (binding.kind !== 'inherit' || whole.includes(binding)) return [];
    const row = rowOf(binding);
    const gone = row.items.filter(isGone);
    return gone.length === 0 ? [] : removeItems(text, row, gone);
  });
  const row = { start: set.open, end: set.end, items: set.bindings };
  return [...parts, ...(whole.length === 0 ? [] : removeItems(text, row, whole))];
}

/** The names of an `inherit`, from the bracket before them to the semicolon. */
function rowOf({ attrs, from, start, end }: Inherit): Row {
  return { start: from === undefined ? start + 'inherit'.length - 1 : from.end, end, items: attrs };
}

function namesIn(text: string, { bindings }: AttrSet): readonly string[] {
  return bindings.flatMap((binding) => {
    const attrs = binding.kind === 'inherit' ? binding.attrs : binding.path.attrs.slice(0, 1);
    return attrs.flatMap((attr) => staticName(text, attr) ?? []);
  });
}
