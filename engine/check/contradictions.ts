import type { Finding, Position } from '../model/finding.ts';
import { joinOptionPath } from '../model/options/option.ts';
import { assertNever } from '../model/outcome.ts';
import type { Edit } from '../model/options/value.ts';

/** Edits of one option that cannot all hold: two values, a value and none, an item added and removed (OPT009). */
export function contradictions(
  edits: readonly { readonly edit: Edit; readonly position?: Position }[],
): Finding[] {
  const first = new Map<string, string>();
  return edits.flatMap(({ edit, position }) => {
    const name = joinOptionPath(edit.path);
    return claimsOf(edit, name).flatMap(([claim, says]) => {
      const earlier = first.get(claim);
      if (earlier === undefined) first.set(claim, says);
      if (earlier === undefined || earlier === says) return [];
      const message = `option '${name}' is changed twice: ${earlier}, then ${says}`;
      const fix = 'keep one of the two';
      return [{ code: 'OPT009', severity: 'error' as const, message, fix, ...(position && { position }) }];
    });
  });
}

/** What an edit claims, and what it says about it. Items are claimed one by one, so that two adds go together. */
function claimsOf(edit: Edit, name: string): readonly (readonly [string, string])[] {
  switch (edit.op) {
    case 'unset':
      return [[name, 'unset']];
    case 'set':
      return [[name, `set to ${JSON.stringify(edit.value)}`]];
    case 'add':
    case 'remove':
      return edit.items.map(
        (item) => [`${name} ${JSON.stringify(item)}`, `${edit.op} ${JSON.stringify(item)}`] as const,
      );
    default:
      return assertNever(edit);
  }
}
