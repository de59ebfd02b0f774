import { checkKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { LookContext } from '../kinds/look.ts';
import type { WrittenCheck } from '../model/runbook.ts';
import { knownValues } from './change/resolve.ts';

const NO_RUN = { checked: { bindings: { values: {}, types: {} } }, state: { outputs: {} } };

/** Looks once, outside of a run, at a check without parameters: what it claims, and what is wrong, if anything. */
export async function lookOnce(
  context: Omit<LookContext, 'values'>,
  check: WrittenCheck,
): Promise<{ readonly claim: string; readonly wrong?: string }> {
  const kind = checkKindOf(KINDS, check);
  const values = knownValues(NO_RUN);
  const { wrong } = await kind.look(check, { ...context, values });
  return { claim: kind.claim(check, values), ...(wrong !== undefined && { wrong }) };
}
