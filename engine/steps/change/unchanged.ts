import { holdsIntent } from '../../check/proof/intent.ts';
import type { SystemFacts } from '../../model/system.ts';
import { FILES_SAY_SO } from '../../model/outcome.ts';
import { stateKindOf } from '../../kinds/find-kind.ts';
import type { StateStep } from '../../model/graph.ts';
import { fail, failWith, type Performed, type StepContext } from '../context.ts';
import { performContext } from '../perform-context.ts';
import { stateSteps } from './policy.ts';
import { proveEdits } from './prove.ts';

/**
 * The end of a run that has nothing to change: what was asked is proved of what was evaluated as after a change, and the
 * author's checks are made.
 */
export async function confirmUnchanged(context: StepContext, facts: SystemFacts): Promise<Performed> {
  const broken = await proveEdits(context, facts);
  if (broken.length > 0) return failWith(broken);
  const failures = await failedChecks(context);
  if (failures.length > 0) return fail(`nothing was changed, but\n${failures.join('\n')}`);
  return { outcome: 'no-change', message: inWords(context, facts) };
}

/** What a value cannot be compared with is known from the text alone. */
function inWords(context: StepContext, facts: SystemFacts): string {
  const proved = (context.checked.change.edits ?? []).every((edit) => holdsIntent(edit, facts) === 'yes');
  return proved ? 'already so; nothing was changed' : FILES_SAY_SO;
}

/** What the checks find wrong. They are made in their order; of one that may fail nothing follows. */
async function failedChecks(context: StepContext): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const step of stateSteps(context).filter((each) => isChecked(context, each))) {
    const kind = stateKindOf(context.checked.kinds, step);
    const { outcome, message } = await kind.perform(performContext(context, step));
    if (outcome === 'ok') continue;
    if (step.onFailure?.to === 'continue') context.note(`${step.id}: ${message}`);
    else failures.push(`${step.id}: ${message}`);
  }
  return failures;
}

/** A condition may ask for what steps gave that are not done. */
function isChecked(context: StepContext, step: StateStep): boolean {
  return stateKindOf(context.checked.kinds, step).looks === 'checks' && step.when === undefined;
}
