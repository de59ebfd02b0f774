import { assertNever } from '../../../engine/model/outcome.ts';
import type { Edit, NixValue, OptionPath } from '../../../engine/model/options/value.ts';
import { isAttrs, isList, isPathLiteral, isPkgs } from '../../../engine/model/options/value.ts';
import { arrayOf, definitionsOf, type Definitions, type Evaluated } from './definitions.ts';

/**
 * What is wrong with the module after an edit, or with what it says without one; undefined where nothing is.
 *
 * @param follows - It was said that other values change with it.
 */
export function whatIsWrong(
  edit: Edit,
  before: unknown,
  after: unknown,
  follows: boolean,
): string | undefined {
  const [old, now] = [definitionsOf(before), definitionsOf(after)];
  const other = [...new Set([...old.keys(), ...now.keys()])].find(
    (key) => !isRelated(pathOf(key), edit.path) && plain(old.get(key) ?? []) !== plain(now.get(key) ?? []),
  );
  if (other !== undefined && !follows)
    return `${other} was ${plain(old.get(other) ?? [])} and is ${plain(now.get(other) ?? [])}`;
  return isDone(edit, old, now) ? undefined : `it is not so: ${plain(at(now, edit.path))}`;
}

/** Whether two modules say the same, in whatever order. */
export function saySame(left: unknown, right: unknown): boolean {
  const [one, other] = [definitionsOf(left), definitionsOf(right)];
  return [...new Set([...one.keys(), ...other.keys()])].every(
    (key) => sorted(one.get(key) ?? []) === sorted(other.get(key) ?? []),
  );
}

function sorted(definitions: readonly Evaluated[]): string {
  return plain(definitions.map(plain).toSorted());
}

function isDone(edit: Edit, before: Definitions, after: Definitions): boolean {
  const there = at(after, edit.path);
  switch (edit.op) {
    case 'set':
      return isSet(edit.path, edit.value, after);
    case 'unset':
      return [...after.keys()].every((key) => !isBelow(pathOf(key), edit.path));
    case 'add': {
      // What is there under a condition is added once more: it may not hold.
      const old = itemsOf(strongest(at(before, edit.path)));
      const asked = [...new Set(edit.items.map((item) => plain(plainValue(item))))];
      const added = without(itemsOf(strongest(there)), old);
      const isAsked = added.every((item) => asked.includes(item)) && new Set(added).size === added.length;
      return isAsked && asked.every((item) => old.includes(item) || added.includes(item));
    }
    case 'remove': {
      const gone = edit.items.map((item) => plain(plainValue(item)));
      const wanted = itemsOf(at(before, edit.path)).filter((item) => !gone.includes(item));
      return plain(itemsOf(there).toSorted()) === plain(wanted.toSorted());
    }
    default:
      return assertNever(edit);
  }
}

/** Of a set, each of its members. */
function isSet(path: OptionPath, value: NixValue, after: Definitions): boolean {
  if (isAttrs(value) && Object.keys(value.entries).length > 0) {
    const names = Object.keys(value.entries);
    const others = strongestBelow(after, path);
    return (
      others.every((key) => names.includes(key[path.length] ?? '')) &&
      Object.entries(value.entries).every(([name, inner]) => isSet([...path, name], inner, after))
    );
  }
  const definitions = strongest(at(after, path));
  if (isAttrs(value)) return definitions.length === 0;
  return definitions.length === 1 && plain(definitions[0]?.value) === plain(plainValue(value));
}

/** The paths at and below one that say what counts: a weaker definition is of another value, which this one replaces. */
function strongestBelow(definitions: Definitions, path: OptionPath): readonly OptionPath[] {
  const below = [...definitions].filter(([key]) => isBelow(pathOf(key), path));
  const counting = new Set(strongest(below.flatMap(([, each]) => each)));
  return below.filter(([, each]) => each.some((one) => counting.has(one))).map(([key]) => pathOf(key));
}

/** The items that are left when each of the others is taken away once; one that is not there is an item too many. */
function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...items];
  for (const other of others) {
    const at = left.indexOf(other);
    if (at === -1) return [other, ...left, other];
    left.splice(at, 1);
  }
  return left;
}

function at(definitions: Definitions, path: OptionPath): readonly Evaluated[] {
  return definitions.get(JSON.stringify(path)) ?? [];
}

function strongest(definitions: readonly Evaluated[]): readonly Evaluated[] {
  const lowest = Math.min(...definitions.map(({ priority }) => priority));
  return definitions.filter(({ priority }) => priority === lowest);
}

function itemsOf(definitions: readonly Evaluated[]): readonly string[] {
  return definitions.flatMap(({ value }) => arrayOf(value).map(plain));
}

function plainValue(value: NixValue): unknown {
  if (isList(value)) return value.map(plainValue);
  if (isPkgs(value)) return { __package: value.path.join('.') };
  if (isPathLiteral(value)) return value.path;
  if (!isAttrs(value)) return value;
  return Object.fromEntries(Object.entries(value.entries).map(([name, inner]) => [name, plainValue(inner)]));
}

function pathOf(key: string): readonly string[] {
  const path: unknown = JSON.parse(key);
  return arrayOf(path).map(String);
}

function isBelow(path: OptionPath, above: OptionPath): boolean {
  return above.every((name, index) => path[index] === name);
}

function isRelated(left: OptionPath, right: OptionPath): boolean {
  return isBelow(left, right) || isBelow(right, left);
}

/** A package is known by its name; whatever else its set has is left out. */
function plain(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner);
    const name = entries.find(([key]) => key === '__package');
    return name === undefined
      ? Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : { __package: name[1] };
  });
}
