import type { CheckKind } from './check-kind.ts';
import { CHECK_KINDS } from './checks/index.ts';

/** The kinds that a runbook may use. What is added to them is a value handed in, never a change of this one. */
export interface Kinds {
  readonly checks: readonly CheckKind[];
}

/** The kinds that there are without any plug-in. */
export const KINDS: Kinds = { checks: CHECK_KINDS };

/** The kind of a check. Throws where it is none of these: whoever parsed it knew a kind that is not handed in here. */
export function checkKindOf(kinds: Kinds, check: { readonly kind: string }): CheckKind {
  const found = kinds.checks.find(({ kind }) => kind === check.kind);
  if (found === undefined) throw new TypeError(`no kind of check '${check.kind}' is known here`);
  return found;
}

/** Every key that a check may have. */
export function checkKeys({ checks }: Kinds): readonly string[] {
  return [...new Set([...checks.map(({ kind }) => kind), ...checks.flatMap(({ keys }) => keys), 'within'])];
}
