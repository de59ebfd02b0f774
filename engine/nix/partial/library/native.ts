import type { Lazy, ListValue, Native, NativeFunction, SetValue, Unknown, Value } from '../value.ts';
import { list } from '../value.ts';

/** Functions by the last part of their name. */
export type Functions = Readonly<Record<string, Native>>;

export function native(arity: number, run: NativeFunction): Native {
  return { kind: 'native', arity, args: [], run };
}

/** A list as it is known: of what is unknown, nothing but that. Undefined for what is no list. */
export function asList(value: Value): ListValue | undefined {
  if (value.kind === 'list') return value;
  return value.kind === 'unknown' ? list([], [value]) : undefined;
}

/** The set and what is unknown of it; undefined where all of it is. */
export function asKnownSet(value: Value): SetValue | undefined {
  return value.kind === 'set' ? value : undefined;
}

export function members(set: SetValue): readonly (readonly [string, Lazy])[] {
  return set.names().flatMap((name) => {
    const member = set.get(name);
    return member === undefined ? [] : [[name, member] as const];
  });
}

/** What a list has beside its known items, where it is made of a set. */
export function restOf(set: SetValue): readonly Unknown[] {
  return set.rest === undefined ? [] : [set.rest];
}
