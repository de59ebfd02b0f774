import { stateKindOf } from '../../kinds/find-kind.ts';
import { shownValues } from '../../kinds/shown.ts';
import type { PlannedCommand } from '../../model/plan.ts';
import type { StepContext } from '../context.ts';
import { stateSteps } from './policy.ts';

/** The programs that the steps and checks of a run start, in their order, each once for its step. */
export function plannedCommands(context: StepContext): readonly PlannedCommand[] {
  const shown = shownValues(context.state.started.parameters);
  const { kinds } = context.checked;
  return stateSteps(context).flatMap((step) =>
    (stateKindOf(kinds, step).runs?.(step, shown, kinds) ?? []).map((one) => ({ step: step.id, ...one })),
  );
}
