import { joinOptionPath } from '../../model/options/option.ts';
import type { TouchedOption } from '../../model/options/touched.ts';
import type { EarlierChange } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { Edit } from '../../model/options/value.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { byPath, isJudgedByForm } from './risk.ts';

interface ChangedOptions {
  readonly edits: readonly Edit[];
  readonly touched?: readonly TouchedOption[];
  readonly plan?: { readonly earlier?: EarlierChange };
}

/**
 * Whether everything that a change gives to options, what was edited earlier included, is of a form that nothing can run:
 * a switch, a number or one of the words that an option of NixOS lists, or what a rule of the policy knows by its form or
 * its value. Then what the change does as root is what NixOS makes of that.
 *
 * @example
 * isPlainChange(policy, { edits, touched })   // false where a text that no rule knows is among the values
 */
export function isPlainChange(policy: Policy, { edits, touched = [], plan }: ChangedOptions): boolean {
  const { earlier } = plan ?? {};
  if (earlier !== undefined && (earlier.unknown.length > 0 || earlier.inputs === true)) return false;
  return isPlain(policy, edits, touched) && isPlain(policy, earlier?.edits ?? [], earlier?.touched ?? []);
}

function isPlain(policy: Policy, edits: readonly Edit[], touched: readonly TouchedOption[]): boolean {
  const known = byPath(touched);
  return edits.flatMap(leavesOf).every((leaf: Leaf) => {
    const told = known.get(joinOptionPath(leaf.path));
    if (told?.declared !== true || told.shapes.length === 0) return false;
    return told.shapes.includes('plain') || isJudgedByForm(policy, leaf, told);
  });
}
