import { isPkgs, type Edit, type NixValue } from '../../model/options/value.ts';
import { type Context, firstOption } from '../context.ts';
import { SYSTEM_PACKAGES } from '../names/package-names.ts';

/** What is switched on is not installed as well: its module brings the package along. */
export function withoutPackagesOfModules(edits: readonly Edit[]): readonly Edit[] {
  const running = edits.flatMap(({ path, value }) =>
    value === true && path.at(-1) === 'enable' ? (path.at(-2) ?? []) : [],
  );
  return edits.flatMap((edit): readonly Edit[] => {
    if (edit.op !== 'add' || edit.path.join('.') !== SYSTEM_PACKAGES.join('.')) return [edit];
    const items = edit.items.filter((item) => !isPackageOf(item, running));
    return items.length === 0 ? [] : [{ ...edit, items }];
  });
}

/** The edits with what belongs to them: a login shell is switched on as a program, too. */
export function withPrograms(edits: readonly Edit[], context: Context): readonly Edit[] {
  const shells = edits.flatMap(({ op, path, value }) =>
    op === 'set' && /^(?:shell|defaultUserShell)$/u.test(path.at(-1) ?? '') && isPkgs(value)
      ? value.path.slice(0, 1)
      : [],
  );
  const programs = shells.flatMap((shell): readonly Edit[] => {
    const path = firstOption(context, `programs.${shell}.enable`);
    return path === undefined || context.sentence.includes('users.')
      ? []
      : [{ op: 'set', path, value: true }];
  });
  return [...edits, ...programs];
}

function isPackageOf(item: NixValue, modules: readonly string[]): boolean {
  return isPkgs(item) && item.path.length === 1 && modules.includes(item.path[0] ?? '');
}
