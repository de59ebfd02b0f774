import { joinOptionPath, splitOptionPath } from '../../engine/model/options/option.ts';
import type { Edit, NixValue } from '../../engine/model/options/value.ts';
import type { RowEdit } from './rows.ts';

/** Edits a row writes → the edits they stand for, one an item. */
export function readEdits(list: readonly RowEdit[]): readonly Edit[] {
  return list.flatMap((edit): readonly Edit[] => {
    if (edit.set !== undefined)
      return [{ op: 'set', path: splitOptionPath(edit.set), value: readValue(edit.to) }];
    if (edit.unset !== undefined) return [{ op: 'unset', path: splitOptionPath(edit.unset) }];
    const op = edit.add === undefined ? 'remove' : 'add';
    const path = splitOptionPath(edit.add ?? edit.remove ?? '');
    return (edit.items ?? []).map((item) => ({ op, path, items: [readValue(item)] }));
  });
}

/** The same edits with one item each, so that sets of them can be compared. */
export function singleItems(list: readonly Edit[]): readonly Edit[] {
  return list.flatMap((edit) =>
    edit.op === 'add' || edit.op === 'remove'
      ? edit.items.map((item) => ({ ...edit, items: [item] }))
      : [edit],
  );
}

/** An edit in one line: `set a.b true`, `add a.c pkgs.htop`. */
export function editLine(edit: Edit): string {
  const path = joinOptionPath(edit.path);
  if (edit.op === 'unset') return `unset ${path}`;
  const values = edit.op === 'set' ? [edit.value] : edit.items;
  return `${edit.op} ${path} ${values.map(valueText).join(' ')}`;
}

/** `pkgs.NAME` is a package; a map is an attribute set. */
function readValue(value: unknown): NixValue {
  if (typeof value === 'string' && value.startsWith('pkgs.'))
    return { type: 'pkgs', path: value.slice('pkgs.'.length).split('.') };
  if (Array.isArray(value)) return value.map(readValue);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).map(([name, member]) => [name, readValue(member)] as const);
  return { type: 'attrs', entries: Object.fromEntries(entries) };
}

function valueText(value: NixValue): string {
  if (typeof value === 'object' && value !== null && 'type' in value && value.type === 'pkgs')
    return `pkgs.${value.path.join('.')}`;
  return JSON.stringify(sorted(value));
}

/** The order in which an attribute set was written says nothing. */
function sorted(value: NixValue): unknown {
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'attrs')
    return value;
  return Object.entries(value.entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
