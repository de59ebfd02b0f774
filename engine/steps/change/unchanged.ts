import { say, type StepMessage } from '../../model/step-message.ts';
import { holdsIntent } from '../../check/proof/intent.ts';
import type { SystemFacts } from '../../model/system.ts';
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
  const broken = await proveEdits(context, facts, false);
  if (broken.length > 0) return failWith(broken);
  const failures = await failedChecks(context);
  if (failures.length > 0) return fail(say('dry-build.checks-fail', { failures }));
  return { outcome: 'no-change', said: howUnchanged(context, facts) };
}

/** What a value cannot be compared with is known from the text alone. */
function howUnchanged(context: StepContext, facts: SystemFacts): StepMessage {
  const proved = (context.checked.change.edits ?? []).every((edit) => holdsIntent(edit, facts) === 'yes');
  return proved ? say('dry-build.unchanged', {}) : say('dry-build.files-unchanged', {});
}

/** What the checks find wrong. They are made in their order; of one that may fail nothing follows. */
async function failedChecks(context: StepContext): Promise<readonly StepMessage[]> {
  const failures: StepMessage[] = [];
  for (const step of stateSteps(context).filter((each) => isChecked(context, each))) {
    const kind = stateKindOf(context.checked.kinds, step);
    const { outcome, said } = await kind.perform(performContext(context, step));
    if (outcome === 'ok') continue;
    const failure = say('dry-build.check-fails', { step: step.id, ...(said && { said }) });
    if (step.onFailure?.to === 'continue') context.note(failure);
    else failures.push(failure);
  }
  return failures;
}

/** A condition may ask for what steps gave that are not done. */
function isChecked(context: StepContext, step: StateStep): boolean {
  return stateKindOf(context.checked.kinds, step).looks === 'checks' && step.when === undefined;
}
