import { updated } from '../operators.ts';
import type { Interpreting, Lazy, SetValue, Unknown, Value } from '../value.ts';
import { always, lazy, list, NOTHING, scalar, setOf, textValue, truth } from '../value.ts';
import { texts } from './lists.ts';
import { asKnownSet, asList, members, native, restOf, type Functions } from './native.ts';

/** What nixpkgs and Nix do with attribute sets. */
export const SET_FUNCTIONS: Functions = {
  attrNames: native(1, (_, set) => {
    const known = asKnownSet(set());
    return known === undefined ? NOTHING : texts([...known.names()].sort(), restOf(known));
  }),
  attrValues: native(1, (_, set) => {
    const known = asKnownSet(set());
    return known === undefined
      ? NOTHING
      : list(
          members(known).map(([, member]) => member),
          restOf(known),
        );
  }),
  mapAttrs: native(2, (by, fn, set) => mapMembers(by, fn, set)),
  genAttrs: native(2, (by, names, fn) => generate(by, names, fn)),
  "genAttrs'": native(2, (by, items, fn) => {
    const known = asList(items());
    if (known === undefined) return NOTHING;
    return named(
      known.items.map((item) => lazy(() => by.apply(fn(), [item]))),
      known.unknown[0],
    );
  }),
  nameValuePair: native(2, (_, name, value) =>
    setOf(
      new Map([
        ['name', name],
        ['value', value],
      ]),
    ),
  ),
  listToAttrs: native(1, (_, pairs) => {
    const known = asList(pairs());
    return known === undefined ? NOTHING : named(known.items, known.unknown[0]);
  }),
  "mapAttrs'": native(2, (by, fn, set) => {
    const known = asKnownSet(set());
    if (known === undefined) return NOTHING;
    const pairs = members(known).map(([name, member]) =>
      lazy(() => by.apply(fn(), [always(textValue(name)), member])),
    );
    return named(pairs, known.rest);
  }),
  mapAttrsToList: native(2, (by, fn, set) => {
    const known = asKnownSet(set());
    if (known === undefined) return NOTHING;
    const items = members(known).map(([name, member]) =>
      lazy(() => by.apply(fn(), [always(textValue(name)), member])),
    );
    return list(items, restOf(known));
  }),
  attrsToList: native(1, (_, set) => {
    const known = asKnownSet(set());
    if (known === undefined) return NOTHING;
    const pairs = members(known).map(([name, value]) =>
      always(
        setOf(
          new Map([
            ['name', always(textValue(name))],
            ['value', value],
          ]),
        ),
      ),
    );
    return list(pairs, restOf(known));
  }),
  filterAttrs: native(2, (by, keeps, set) => {
    const known = asKnownSet(set());
    if (known === undefined) return NOTHING;
    const kept = members(known).filter(
      ([name, member]) => truth(by.apply(keeps(), [always(textValue(name)), member])) !== false,
    );
    return setOf(new Map(kept), known.rest);
  }),
  removeAttrs: native(2, (_, set, names) => without(set(), names())),
  intersectAttrs: native(2, (_, left, right) => {
    const [by, from] = [asKnownSet(left()), asKnownSet(right())];
    if (by === undefined || from === undefined) return NOTHING;
    return setOf(new Map(members(from).filter(([name]) => by.names().includes(name))), from.rest ?? by.rest);
  }),
  optionalAttrs: native(2, (_, condition, set) => (truth(condition()) === false ? setOf(new Map()) : set())),
  recursiveUpdate: native(2, (_, left, right) => mergedDeep(left(), right())),
  recursiveMerge: native(1, (_, sets) => foldSets(sets(), mergedDeep)),
  mergeAttrs: native(2, (_, left, right) => updated(left(), right())),
  mergeAttrsList: native(1, (_, sets) => foldSets(sets(), updated)),
  zipAttrsWith: native(2, (by, fn, sets) => zipped(by, fn, sets())),
  zipAttrs: native(1, (by, sets) => zipped(by, always(native(2, (_, __, values) => values())), sets())),
  hasAttr: native(2, (_, name, set) => {
    const [key, known] = [name(), asKnownSet(set())];
    if (key.kind !== 'text' || known === undefined) return NOTHING;
    if (known.get(key.text) !== undefined) return scalar(true);
    return known.rest === undefined ? scalar(false) : NOTHING;
  }),
  getAttr: native(2, (by, name, set) => {
    const key = name();
    return key.kind === 'text' ? by.select(set(), key.text) : NOTHING;
  }),
  attrByPath: native(3, (by, path, other, set) => {
    const names = asList(path())?.items.map((item) => item());
    let value: Value = set();
    for (const name of names ?? []) {
      if (name.kind !== 'text') return NOTHING;
      if (value.kind === 'set' && value.get(name.text) === undefined && value.rest === undefined)
        return other();
      value = by.select(value, name.text);
    }
    return value;
  }),
  foldlAttrs: native(3, (by, fn, start, set) => {
    const known = asKnownSet(set());
    if (known === undefined) return NOTHING;
    let value = start;
    for (const [name, member] of members(known)) {
      const before = value;
      value = lazy(() => by.apply(fn(), [before, always(textValue(name)), member]));
      value();
    }
    return value();
  }),
  functionArgs: native(1, (_, fn) => {
    const known = fn();
    if (known.kind !== 'closure' || known.lambda.pattern === undefined) return NOTHING;
    return setOf(
      new Map(
        known.lambda.pattern.formals.map(({ name, fallback }) => [
          name,
          always(scalar(fallback !== undefined)),
        ]),
      ),
    );
  }),
};

function mapMembers(by: Interpreting, fn: Lazy, set: Lazy): Value {
  const known = asKnownSet(set());
  if (known === undefined) return NOTHING;
  const mapped = members(known).map(
    ([name, member]) => [name, lazy(() => by.apply(fn(), [always(textValue(name)), member]))] as const,
  );
  return setOf(new Map(mapped), known.rest);
}

function generate(by: Interpreting, names: Lazy, fn: Lazy): Value {
  const known = asList(names());
  if (known === undefined) return NOTHING;
  const pairs = known.items.flatMap((item) => {
    const name = item();
    return name.kind === 'text' ? [[name.text, lazy(() => by.apply(fn(), [item]))] as const] : [];
  });
  return setOf(new Map(pairs), pairs.length < known.items.length ? NOTHING : known.unknown[0]);
}

/** The set that pairs of `name` and `value` make. */
function named(pairs: readonly Lazy[], unknown: Unknown | undefined): Value {
  let rest = unknown;
  const all = new Map<string, Lazy>();
  for (const pair of pairs) {
    const set = pair();
    const name = set.kind === 'set' ? set.get('name')?.() : undefined;
    if (set.kind !== 'set' || name?.kind !== 'text') rest ??= NOTHING;
    else if (!all.has(name.text)) all.set(name.text, set.get('value') ?? always(NOTHING));
  }
  return setOf(all, rest);
}

function without(set: Value, names: Value): Value {
  const known = asKnownSet(set);
  const gone = asList(names)?.items.map((item) => item());
  if (known === undefined || gone === undefined) return set;
  const dropped = new Set(gone.flatMap((name) => (name.kind === 'text' ? [name.text] : [])));
  return setOf(new Map(members(known).filter(([name]) => !dropped.has(name))), known.rest);
}

function foldSets(sets: Value, merge: (left: Value, right: Value) => Value): Value {
  const known = asList(sets);
  if (known === undefined) return NOTHING;
  const all = [...known.items.map((item) => item()), ...known.unknown];
  return all.reduce<Value>(merge, setOf(new Map()));
}

function zipped(by: Interpreting, fn: Lazy, sets: Value): Value {
  const known = asList(sets);
  if (known === undefined) return NOTHING;
  const all = known.items.flatMap((item) => asKnownSet(item()) ?? []);
  const names = [...new Set(all.flatMap((set) => set.names()))];
  const members = names.map((name) => {
    const values = list(all.flatMap((set) => set.get(name) ?? []));
    return [name, lazy(() => by.apply(fn(), [always(textValue(name)), always(values)]))] as const;
  });
  const whole = all.length === known.items.length && known.unknown.length === 0;
  return setOf(new Map(members), whole ? all.find((set) => set.rest !== undefined)?.rest : NOTHING);
}

/** Sets merged at every level; what is no set on both sides is the right one. */
export function mergedDeep(left: Value, right: Value): Value {
  if (left.kind !== 'set' || right.kind !== 'set')
    return right.kind === 'unknown' ? updated(left, right) : right;
  const names = [...new Set([...left.names(), ...right.names()])];
  const merged = names.map((name) => {
    const [one, other] = [left.get(name), right.get(name)];
    const both = one !== undefined && other !== undefined;
    return [name, both ? lazy(() => mergedDeep(one(), other())) : (other ?? one ?? always(NOTHING))] as const;
  });
  return setOf(new Map(merged), left.rest ?? right.rest);
}

/** A set of which other names may be known to somebody else. */
export function openSet(set: SetValue, rest: Unknown): SetValue {
  return {
    kind: 'set',
    names: set.names,
    get: set.get,
    get rest() {
      return set.rest ?? rest;
    },
    written: set.written,
    ...(set.parts === undefined ? {} : { parts: set.parts }),
  };
}
