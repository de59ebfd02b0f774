import type { Attr, Binding, Expr } from './tree.ts';
import { withoutParens } from './tree.ts';
import { staticName } from '../names.ts';
import { isStaticAttr } from './bindings.ts';
import type { Cursor } from './cursor.ts';

/** Names of one attribute set as Nix merges them: a table where the value is a literal set, else undefined. */
type Names = Map<string, Names | undefined>;

/**
 * Refuses what Nix refuses while it parses: an attribute defined twice in one set. Literal sets for the same name are
 * merged, as in `{ a.b = 1; a = { c = 2; }; }`; by older Nix, and so in a portable text, only one level deep.
 */
export function refuseDuplicates(cursor: Cursor, bindings: readonly Binding[]): void {
  if (repeatsFirstName(cursor, bindings)) buildNames(cursor, bindings);
}

/** Nix knows the names of a `let` before it runs. */
export function refuseComputedNames(cursor: Cursor, bindings: readonly Binding[]): void {
  for (const binding of bindings) {
    if (binding.kind !== 'assignment') continue;
    const [attr] = binding.path.attrs;
    if (attr !== undefined && !isStaticAttr(attr)) {
      throw cursor.failure(
        attr.start,
        'NIX007',
        "'let' takes no computed attribute names",
        'write the name itself',
      );
    }
  }
}

function repeatsFirstName(cursor: Cursor, bindings: readonly Binding[]): boolean {
  const seen = new Set<string>();
  for (const binding of bindings) {
    const attrs = binding.kind === 'inherit' ? binding.attrs : binding.path.attrs.slice(0, 1);
    for (const attr of attrs) {
      const name = staticName(cursor.text, attr);
      if (name === undefined) continue;
      if (seen.has(name)) return true;
      seen.add(name);
    }
  }
  return false;
}

function buildNames(cursor: Cursor, bindings: readonly Binding[]): Names {
  const names: Names = new Map();
  for (const binding of bindings) {
    if (binding.kind === 'assignment') define(cursor, names, binding.path.attrs, binding.value);
    else for (const attr of binding.attrs) defineLast(cursor, names, attr, undefined);
  }
  return names;
}

function define(cursor: Cursor, names: Names, path: readonly Attr[], value: Expr): void {
  let table = names;
  for (const attr of path.slice(0, -1)) table = descend(cursor, table, attr);
  const last = path.at(-1);
  if (last !== undefined) defineLast(cursor, table, last, value);
}

function descend(cursor: Cursor, table: Names, attr: Attr): Names {
  const name = staticName(cursor.text, attr);
  if (name === undefined) return new Map();
  const known = table.get(name);
  if (known === undefined && table.has(name)) throw duplicate(cursor, attr, name);
  const inner = known ?? new Map();
  table.set(name, inner);
  return inner;
}

function defineLast(cursor: Cursor, table: Names, attr: Attr, value: Expr | undefined): void {
  const name = staticName(cursor.text, attr);
  if (name === undefined) return;
  const set = value === undefined ? undefined : withoutParens(value);
  const added = set?.kind === 'set' && set.form !== 'let' ? buildNames(cursor, set.bindings) : undefined;
  if (!table.has(name)) {
    table.set(name, added);
    return;
  }
  const known = table.get(name);
  if (known === undefined || added === undefined) throw duplicate(cursor, attr, name);
  merge(cursor, attr, name, known, added);
}

function merge(cursor: Cursor, attr: Attr, path: string, known: Names, added: Names): void {
  for (const [name, names] of added) {
    const there = known.get(name);
    if (!known.has(name)) known.set(name, names);
    else if (there === undefined || names === undefined || cursor.portable)
      throw duplicate(cursor, attr, `${path}.${name}`);
    else merge(cursor, attr, `${path}.${name}`, there, names);
  }
}

function duplicate(cursor: Cursor, attr: Attr, name: string): Error {
  return cursor.failure(
    attr.start,
    'NIX004',
    `the attribute '${name}' is already defined in this set`,
    'remove one of the two',
  );
}
