import { resolvePathLiteral } from '../paths.ts';
import type { Lazy, Unknown, Value, WrittenAt } from './value.ts';
import { list, NOTHING, scalar, textValue, truth } from './value.ts';

/** Of truth the other. */
export function negation(value: Value): Value {
  const known = truth(value);
  return known === undefined ? NOTHING : scalar(!known);
}

/** The right side alone may decide. */
export function decided(right: Value, by: boolean): Value {
  return truth(right) === by ? right : NOTHING;
}

/** What `++` makes of lists. */
export function joined(left: Value, right: Value): Value {
  const parts = [left, right].map((side) =>
    side.kind === 'list' ? side : side.kind === 'unknown' ? list([], [side]) : undefined,
  );
  const [first, second] = parts;
  if (first === undefined || second === undefined) return NOTHING;
  return list([...first.items, ...second.items], [...first.unknown, ...second.unknown]);
}

/** What `//` makes of sets. */
export function updated(left: Value, right: Value, written?: WrittenAt): Value {
  const [first, second] = [asSet(left), asSet(right)];
  if (first === undefined || second === undefined) return NOTHING;
  return {
    kind: 'set',
    names: () => [...new Set([...first.names(), ...second.names()])],
    get: (name) => second.get(name) ?? first.get(name),
    get rest() {
      return first.rest ?? second.rest;
    },
    written,
  };
}

function asSet(value: Value): (Value & { readonly kind: 'set' }) | undefined {
  if (value.kind === 'set') return value;
  if (value.kind !== 'unknown') return undefined;
  return { kind: 'set', names: () => [], get: () => undefined, rest: value, written: undefined };
}

/** What `+` and interpolation make of texts and paths. */
export function concatenated(left: Value, right: Value): Value {
  if (left.kind === 'text' && right.kind === 'text') return textValue(left.text + right.text);
  if (left.kind === 'text' && left.text === '') return right;
  const beyond = left.kind === 'path' ? absoluteLiteral(right) : undefined;
  if (beyond !== undefined) return concatenated(left, textValue(beyond));
  if (left.kind !== 'path' || (right.kind !== 'text' && right.kind !== 'path')) {
    const foreign = left.kind === 'unknown' && left.foreign;
    return foreign ? { ...left, path: [...left.path, '+'] } : NOTHING;
  }
  if (right.kind === 'path') return NOTHING;
  const path = normalPath(`${left.path}${right.text}`);
  return path === undefined ? NOTHING : { kind: 'path', path };
}

/** `./a + /b` is a path below, however absolute the second one looks. */
function absoluteLiteral(value: Value): string | undefined {
  const [only, ...more] = value.kind === 'unknown' && value.call === undefined ? value.path : [];
  return only?.startsWith('/') === true && more.length === 0 ? only : undefined;
}

/** Without `.` and `..`; a `/` at the end stays, as a name may follow. Undefined where it leads out. */
export function normalPath(path: string): string | undefined {
  const parts = resolvePathLiteral('', path.replace(/^\/+/u, ''));
  return parts === undefined || parts === '' || !path.endsWith('/') ? parts : `${parts}/`;
}

/** Whether two values are equal. */
export function equality(left: Value, right: Value): Value {
  if (left.kind === 'unknown' || right.kind === 'unknown') return NOTHING;
  if (left.kind === 'text' && right.kind === 'text') return scalar(left.text === right.text);
  if (left.kind === 'scalar' && right.kind === 'scalar') return scalar(left.value === right.value);
  if (left.kind === 'path' && right.kind === 'path') return scalar(left.path === right.path);
  if (left.kind === 'list' && right.kind === 'list') return equalLists(left, right);
  if (left.kind === 'set' && right.kind === 'set')
    return left.names().length === 0 && right.names().length === 0 && left.rest === right.rest
      ? scalar(true)
      : NOTHING;
  return left.kind === right.kind ? NOTHING : scalar(false);
}

function equalLists(left: Value & { kind: 'list' }, right: Value & { kind: 'list' }): Value {
  if (left.unknown.length > 0 || right.unknown.length > 0) return NOTHING;
  if (left.items.length !== right.items.length) return scalar(false);
  const all = left.items.map((item, at) => truth(equality(item(), right.items[at]?.() ?? NOTHING)));
  if (all.includes(false)) return scalar(false);
  return all.includes(undefined) ? NOTHING : scalar(true);
}

/** Whether a value has a name; undefined where it cannot be known. */
export function hasName(value: Value, name: string): boolean | undefined {
  if (value.kind === 'unknown') return undefined;
  if (value.kind !== 'set') return false;
  if (value.get(name) !== undefined) return true;
  return value.rest === undefined ? false : undefined;
}

/** A call of what is not known, with all arguments so far; those of what gave the function are not among them. */
export function calling(
  fn: Unknown,
  args: readonly Lazy[],
): { readonly fn: Unknown; readonly args: readonly Lazy[] } {
  return fn.call === undefined || fn.path.length > 0
    ? { fn, args }
    : { fn: fn.call.fn, args: [...fn.call.args, ...args] };
}

/** A member of what is not known. */
export function extended(target: Unknown, name: string): Unknown {
  const { path, foreign, call } = target;
  return { kind: 'unknown', path: [...path, name], foreign, ...(call === undefined ? {} : { call }) };
}
