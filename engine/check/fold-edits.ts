import { isDeepStrictEqual } from 'node:util';
import { isList, type Edit, type NixValue } from '../model/options/value.ts';

/**
 * Edits with every list that is set, and then added to or taken from, as the one list that is meant: called runbooks
 * know nothing of each other, and each edit has to hold by itself in the end.
 *
 * @example
 * foldEdits([set([]), add('docker')]) // [set(['docker'])]
 */
export function foldEdits<T extends { readonly edit: Edit }>(edits: readonly T[]): readonly T[] {
  const folded: T[] = [];
  for (const item of edits) {
    const at = folded.findLastIndex(({ edit }) => isDeepStrictEqual(edit.path, item.edit.path));
    const earlier = folded[at];
    const value = earlier && fold(earlier.edit, item.edit);
    if (earlier === undefined || value === undefined) folded.push(item);
    else folded[at] = { ...earlier, edit: { op: 'set', path: item.edit.path, value } };
  }
  return folded;
}

/** The list that a later edit makes of one that is set; undefined where the two are no such pair. */
function fold(earlier: Edit, later: Edit): readonly NixValue[] | undefined {
  if (earlier.op !== 'set' || !isList(earlier.value)) return undefined;
  if (later.op !== 'add' && later.op !== 'remove') return undefined;
  const list = earlier.value;
  const has = (items: readonly NixValue[], item: NixValue): boolean =>
    items.some((other) => isDeepStrictEqual(other, item));
  return later.op === 'add'
    ? [...list, ...later.items.filter((item, at, all) => !has([...list, ...all.slice(0, at)], item))]
    : list.filter((item) => !has(later.items, item));
}
