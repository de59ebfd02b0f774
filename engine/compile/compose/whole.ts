import { isPkgs, type Edit, type NixValue } from '../../model/options/value.ts';
import { type Context, firstOption } from '../context.ts';
import { SYSTEM_PACKAGES } from '../names/package-names.ts';

/**
 * The edits of several clauses as one change: what runs is not installed as well, and a login shell is switched on as a
 * program, too.
 */
export function asOneChange(edits: readonly Edit[], context: Context): readonly Edit[] {
  const running = edits.flatMap(({ path, value }) =>
    value === true && path.at(-1) === 'enable' ? (path.at(-2) ?? []) : [],
  );
  const kept = edits.flatMap((edit): readonly Edit[] => {
    if (edit.op !== 'add' || edit.path.join('.') !== SYSTEM_PACKAGES.join('.')) return [edit];
    const items = edit.items.filter((item) => !isPackageOf(item, running));
    return items.length === 0 ? [] : [{ ...edit, items }];
  });
  const shells = kept.flatMap(({ op, path, value }) =>
    op === 'set' && /^(?:shell|defaultUserShell)$/u.test(path.at(-1) ?? '') && isPkgs(value)
      ? value.path.slice(0, 1)
      : [],
  );
  const programs = shells.flatMap((shell): readonly Edit[] => {
    const path = firstOption(context, `programs.${shell}.enable`);
    return path === undefined ? [] : [{ op: 'set', path, value: true }];
  });
  return [...kept, ...programs];
}

function isPackageOf(item: NixValue, modules: readonly string[]): boolean {
  return isPkgs(item) && item.path.length === 1 && modules.includes(item.path[0] ?? '');
}
