import type { StepEnded } from '../../model/event.ts';
import { isStepEnded } from '../../model/events/step-ended.ts';
import type { GraphNode } from '../../model/graph.ts';
import type { Kinds } from '../../kinds/step-kind.ts';
import { tellWithFindings } from '../../report/messages/tell-message.ts';
import type { Performed } from '../../steps/context.ts';

/**
 * How a state ended, as it is written down: what it says as data, and in English beside it. What a state leaves is read by those after it, so here is where it has to be
 * what it says: a state that breaks its word is our bug, and throws.
 */
export function howItEnded(
  { id, phase }: Pick<GraphNode, 'id' | 'phase'>,
  { attempt, took }: Pick<StepEnded, 'attempt' | 'took'>,
  { said, ...performed }: Performed,
  kinds: Kinds,
): StepEnded {
  const message = tellWithFindings(said, performed.findings, kinds);
  const ended = {
    type: 'step-ended',
    node: id,
    phase,
    attempt,
    took,
    ...performed,
    message,
    ...(said === undefined ? {} : { said }),
  };
  if (isStepEnded(ended)) return ended;
  throw new Error(`the state ${id} ended ${performed.outcome} without what it leaves`);
}
