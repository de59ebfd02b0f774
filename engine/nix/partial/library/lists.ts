import type { Interpreting, Lazy, ListValue, Unknown, Value } from '../value.ts';
import { always, characters, lazy, list, NOTHING, scalar, textValue, truth } from '../value.ts';
import { asList, native, type Functions } from './native.ts';

/** What nixpkgs and Nix do with lists. */
export const LIST_FUNCTIONS: Functions = {
  map: native(2, (by, fn, items) => mapped(items, (item) => lazy(() => by.apply(fn(), [item])))),
  imap0: native(2, (by, fn, items) => numbered(by, fn, items, 0)),
  imap1: native(2, (by, fn, items) => numbered(by, fn, items, 1)),
  forEach: native(2, (by, items, fn) => mapped(items, (item) => lazy(() => by.apply(fn(), [item])))),
  filter: native(2, (by, keeps, items) => filtered(items, (item) => truth(by.apply(keeps(), [item])))),
  concatMap: native(2, (by, fn, items) =>
    flattened(
      mapped(items, (item) => lazy(() => by.apply(fn(), [item]))),
      1,
    ),
  ),
  concatLists: native(1, (_, lists) => flattened(lists(), 1)),
  flatten: native(1, (_, lists) => flattened(lists(), 20)),
  toList: native(1, (_, value) => (value().kind === 'list' ? value() : list([value]))),
  singleton: native(1, (_, item) => list([item])),
  optional: native(2, (_, condition, item) => (truth(condition()) === false ? list([]) : list([item]))),
  optionals: native(2, (_, condition, items) => (truth(condition()) === false ? list([]) : items())),
  unique: native(1, (_, items) => items()),
  uniqueStrings: native(1, (_, items) => items()),
  naturalSort: native(1, (_, items) => items()),
  sort: native(2, (_, __, items) => items()),
  reverseList: native(1, (_, items) => {
    const known = asList(items());
    return known === undefined ? NOTHING : list(known.items.toReversed(), known.unknown);
  }),
  remove: native(2, (_, item, items) => filtered(items, (each) => isOther(each(), item()))),
  subtractLists: native(2, (_, gone, items) => filtered(items, (each) => negated(contains(gone(), each())))),
  elem: native(2, (_, item, items) => told(contains(items(), item()))),
  any: native(2, (by, fn, items) => told(some(items(), (item) => truth(by.apply(fn(), [item]))))),
  all: native(2, (by, fn, items) =>
    told(negated(some(items(), (item) => negated(truth(by.apply(fn(), [item])))))),
  ),
  head: native(1, (_, items) => at(items(), 0)),
  last: native(1, (_, items) => at(items(), -1)),
  tail: native(1, (_, items) => {
    const known = items();
    return known.kind === 'list' ? list(known.items.slice(1), known.unknown) : NOTHING;
  }),
  elemAt: native(2, (_, items, place) => {
    const index = place();
    return index.kind === 'scalar' && typeof index.value === 'number' ? at(items(), index.value) : NOTHING;
  }),
  length: native(1, (_, items) => {
    const known = items();
    return known.kind === 'list' && known.unknown.length === 0 ? scalar(known.items.length) : NOTHING;
  }),
  "foldl'": native(3, (by, fn, start, items) => folded(by, fn, start, items())),
  foldl: native(3, (by, fn, start, items) => folded(by, fn, start, items())),
  foldr: native(3, (by, fn, start, items) => foldedBack(by, fn, start, items())),
  fold: native(3, (by, fn, start, items) => foldedBack(by, fn, start, items())),
  findFirst: native(3, (by, fn, other, items) => first(by, fn, other, items())),
};

function mapped(items: Lazy | Value, fn: (item: Lazy) => Lazy): Value {
  const known = asList(typeof items === 'function' ? items() : items);
  return known === undefined ? NOTHING : list(known.items.map(fn), known.unknown);
}

function numbered(by: Interpreting, fn: Lazy, items: Lazy, from: number): Value {
  const known = asList(items());
  if (known === undefined) return NOTHING;
  const all = known.items.map((item, index) =>
    lazy(() => by.apply(fn(), [always(scalar(index + from)), item])),
  );
  return list(all, known.unknown);
}

/** What may be kept, is. */
export function filtered(items: Lazy, keeps: (item: Lazy) => boolean | undefined): Value {
  const known = asList(items());
  if (known === undefined) return NOTHING;
  return list(
    known.items.filter((item) => keeps(item) !== false),
    known.unknown,
  );
}

/** Lists within the list, so many levels deep, as one. */
export function flattened(value: Value, levels: number): Value {
  const known = asList(value);
  if (known === undefined) return NOTHING;
  const parts = known.items.map((item): ListValue => {
    const inner = item();
    if (inner.kind === 'list') {
      const flat = levels === 1 ? inner : flattened(inner, levels - 1);
      return flat.kind === 'list' ? flat : list([item]);
    }
    return inner.kind === 'unknown' && levels === 1 ? list([], [inner]) : list([item]);
  });
  return list(
    parts.flatMap((part) => part.items),
    [...parts.flatMap((part) => part.unknown), ...known.unknown],
  );
}

function isOther(left: Value, right: Value): boolean | undefined {
  const [one, other] = [characters(left), characters(right)];
  return one === undefined || other === undefined ? undefined : one !== other;
}

function contains(items: Value, item: Value): boolean | undefined {
  return some(items, (each) => negated(isOther(each(), item)));
}

function some(items: Value, holds: (item: Lazy) => boolean | undefined): boolean | undefined {
  if (items.kind !== 'list') return undefined;
  const all = items.items.map(holds);
  if (all.includes(true)) return true;
  return all.includes(undefined) || items.unknown.length > 0 ? undefined : false;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

export function told(value: boolean | undefined): Value {
  return value === undefined ? NOTHING : scalar(value);
}

function at(items: Value, index: number): Value {
  return (items.kind === 'list' ? items.items.at(index)?.() : undefined) ?? NOTHING;
}

function folded(by: Interpreting, fn: Lazy, start: Lazy, items: Value): Value {
  const known = asList(items);
  if (known === undefined) return NOTHING;
  let value = start;
  for (const item of [...known.items, ...known.unknown.map((each): Lazy => always(each))]) {
    const before = value;
    value = lazy(() => by.apply(fn(), [before, item]));
    value();
  }
  return value();
}

function foldedBack(by: Interpreting, fn: Lazy, start: Lazy, items: Value): Value {
  const known = asList(items);
  if (known === undefined) return NOTHING;
  let value = start;
  for (const item of known.items.toReversed()) {
    const before = value;
    value = lazy(() => by.apply(fn(), [item, before]));
    value();
  }
  return value();
}

function first(by: Interpreting, fn: Lazy, other: Lazy, items: Value): Value {
  if (items.kind !== 'list') return NOTHING;
  for (const item of items.items) {
    const fits = truth(by.apply(fn(), [item]));
    if (fits === undefined) return NOTHING;
    if (fits) return item();
  }
  return items.unknown.length > 0 ? NOTHING : other();
}

/** A list of texts. */
export function texts(values: readonly string[], unknown: readonly Unknown[] = []): Value {
  return list(
    values.map((value) => always(textValue(value))),
    unknown,
  );
}
