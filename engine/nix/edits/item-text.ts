import { isPkgs, type NixValue } from '../../model/options/value.ts';
import { indentationAt } from '../lines.ts';
import { shortPackageName } from '../modules/package-path.ts';
import type { Scope } from '../modules/scope.ts';
import { renderNixValue } from '../render.ts';
import type { Expr, List } from '../syntax/tree.ts';

/** An item as the others of its list are written: packages in full where they are, though a `with` gives them. */
export function renderItem(text: string, { list, scope }: ItemPlace, item: NixValue): string {
  const inFull = list.items.some(isInFull) && !list.items.some(({ kind }) => kind === 'variable');
  const packageNames = (path: readonly string[]): readonly string[] =>
    inFull && isPkgs(item) ? ['pkgs', ...path] : shortPackageName(text, scope, path);
  const last = list.items.at(-1) ?? list;
  return renderNixValue(item, { indent: indentationAt(text, last.start), place: 'operand', packageNames });
}

interface ItemPlace {
  readonly list: List;
  readonly scope: Scope;
}

function isInFull(item: Expr): boolean {
  return item.kind === 'select' && item.target.kind === 'variable' && item.target.name === 'pkgs';
}
