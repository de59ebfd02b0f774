import * as fc from 'fast-check';

/** Values that fit in some places of a runbook and not in others. */
export const junk: readonly unknown[] = JSON.parse(`[
  null, true, false, 0, -1, 1, 1.5, 256, 70000, "", "x", "A b", "a.b", "5s", "0s", "1h", "rollback", "a--b", "\\"a",
  "a\\u0000b", "active", "open", "read", "string", "array", "[a-z]",
  [], {}, ["a"], [1], [""], [[]], ["a", { "param": "x" }], { "x": 1 },
  { "param": "x" }, { "param": "X" }, { "param": 1 }, { "param": "x", "y": 1 }, { "cel": "1" }, { "cel": "" },
  { "output": "a.b" }, { "output": "a" }, { "pkgs": "htop" }, { "pkgs": "a b" }, { "pkgs": { "param": "x" } },
  { "pkgs": { "cel": "x" } }, { "literal": { "param": 1 } }, { "literal": 5 },
  { "literal": { "literal": 1, "x": { "param": 1 } } },
  { "type": "string" }, { "type": "array", "items": { "type": "string" } }
]`);

const KEYS = (
  'runbook version id set to unset add remove items unit is within status contains exit exists equals wait notify ' +
  'when minimum pattern default enum type param x X-y user'
).split(' ');

/** Every place of a document, deepest last. */
export function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** A copy in which `change` replaced what stands at the path. */
export function changed(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (String(at) === key ? changed(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? changed(item, rest, change) : item]),
  );
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(1);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).slice(1))
    : value;
}

function rotated(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [first, ...rest] = Object.entries(value);
  return first === undefined ? value : Object.fromEntries([...rest, first]);
}

/** One change of what stands at a place. */
export const mutation = fc.oneof(
  fc.constantFrom(...junk).map((value) => () => value),
  fc.constant(without),
  fc.constant((old: unknown) => without(rotated(old))),
  fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...junk)).map(
    ([key, value]) =>
      (old: unknown): unknown =>
        typeof old === 'object' && old !== null && !Array.isArray(old) ? { ...old, [key]: value } : [old],
  ),
);
