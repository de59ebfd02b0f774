import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkEdits } from '../../engine/check/options.ts';
import { splitOptionPath } from '../../engine/model/options/option.ts';
import type { NixValue } from '../../engine/model/options/value.ts';
import { nixos } from '../nix/host-20-09.ts';

/** A value as data: packages as `{ pkgs }`, paths as `{ path }`, attribute sets as `{ attrs }`. */
type Written =
  | null
  | boolean
  | number
  | string
  | readonly Written[]
  | { readonly pkgs: string }
  | { readonly path: string }
  | { readonly attrs: Readonly<Record<string, Written>> };

const file = new URL('../data/right-assignments.json', import.meta.url);
// Our own list: an option and a value that NixOS 20.09 accepts, as its own tests assign them.
const assignments = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly [string, Written])[];

function valueOf(written: Written): NixValue {
  if (typeof written !== 'object' || written === null) return written;
  if (isList(written)) return written.map(valueOf);
  if ('pkgs' in written) return { type: 'pkgs', path: written.pkgs.split('.') };
  if ('path' in written) return { type: 'path', path: written.path };
  const entries = Object.entries(written.attrs).map(([name, value]) => [name, valueOf(value)] as const);
  return { type: 'attrs', entries: Object.fromEntries(entries) };
}

function isList(written: Written): written is readonly Written[] {
  return Array.isArray(written);
}

test('no assignment that NixOS accepts is refused', () => {
  const refused = assignments.flatMap(([option, value]) =>
    checkEdits([{ edit: { op: 'set', path: splitOptionPath(option), value: valueOf(value) } }], nixos),
  );
  expect(refused).toEqual([]);
  const declared = new Set(
    assignments.map(([option]) => nixos.find(splitOptionPath(option))?.declaration.name),
  );
  expect(assignments.length).toBeGreaterThan(1_000);
  expect(declared.size).toBeGreaterThan(700);
});

test('items of the lists among them can be added and removed', () => {
  const lists = assignments.flatMap(([option, value]) => (isList(value) ? [{ option, value }] : []));
  const refused = lists.flatMap(({ option, value }) =>
    (['add', 'remove'] as const).flatMap((op) =>
      checkEdits([{ edit: { op, path: splitOptionPath(option), items: value.map(valueOf) } }], nixos),
    ),
  );
  expect(refused).toEqual([]);
  expect(lists.length).toBeGreaterThan(100);
});

test('the same values are refused where the option is of another type', () => {
  const wrong = assignments.filter(([option, value]) => {
    const type = nixos.find(splitOptionPath(option))?.declaration.tree.name;
    return type === 'bool' && typeof value === 'boolean';
  });
  const refused = wrong.flatMap(([option, value]) =>
    checkEdits(
      [{ edit: { op: 'set', path: splitOptionPath(option), value: value === true ? 'true' : 'false' } }],
      nixos,
    ),
  );
  expect(wrong.length).toBeGreaterThan(200);
  expect(refused).toHaveLength(wrong.length);
});
