import { say, type StepMessage } from '../model/step-message.ts';
import { checkKindOf } from '../kinds/find-kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { LookContext } from '../kinds/look.ts';
import type { WrittenCheck } from '../model/runbook.ts';
import { knownValues } from './change/resolve.ts';

const NO_RUN = { checked: { bindings: { values: {}, types: {} } }, state: { outputs: {} } };

/** Looks once, outside of a run, at a check without parameters: what does not hold, if anything. */
export async function lookOnce(
  context: Omit<LookContext, 'values'>,
  check: WrittenCheck,
): Promise<StepMessage | undefined> {
  const kind = checkKindOf(KINDS, check);
  const values = knownValues(NO_RUN);
  const { wrong } = await kind.look(check, { ...context, values });
  return wrong && say('verify.broken', { claim: kind.claim(check, values), wrong, within: 0, reasons: [] });
}
