import { joinOptionPath } from '../../model/options/option.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { EarlierChange } from '../../model/plan.ts';
import type { Edit } from '../../model/options/value.ts';
import { leavesOf } from './leaves.ts';

interface ChangedOptions {
  readonly edits: readonly Edit[];
  readonly touched?: readonly TouchedOption[];
  readonly plan?: { readonly earlier?: EarlierChange };
}

/**
 * Whether everything that a change gives to options, what was edited earlier included, is of a form that nothing can run:
 * a switch, a number, a plain word, in an option of NixOS. Then what it does as root is what NixOS makes of that.
 *
 * @example
 * isPlainChange({ edits, touched })   // false where a text with blanks or `$` is among the values
 */
export function isPlainChange({ edits, touched = [], plan }: ChangedOptions): boolean {
  const { earlier } = plan ?? {};
  if (earlier !== undefined && (earlier.unknown.length > 0 || earlier.inputs === true)) return false;
  return hasForms(edits, touched) && hasForms(earlier?.edits ?? [], earlier?.touched ?? []);
}

function hasForms(edits: readonly Edit[], touched: readonly TouchedOption[]): boolean {
  const known = new Set(
    touched
      .filter(({ declared, shapes }) => declared && shapes.length > 0)
      .map(({ path }) => joinOptionPath(path)),
  );
  const open = new Set(touched.filter(({ shapes }) => shapes.length === 0).map(({ path }) => joinOptionPath(path)));
  return edits.flatMap(leavesOf).every(({ path }) => known.has(joinOptionPath(path)) && !open.has(joinOptionPath(path)));
}
