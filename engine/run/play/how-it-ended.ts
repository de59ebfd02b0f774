import type { StepEnded } from '../../model/event.ts';
import { isStepEnded } from '../../model/events/step-ended.ts';
import type { GraphNode } from '../../model/graph.ts';
import { renderFindings } from '../../report/findings.ts';
import type { Performed } from '../../steps/context.ts';

/**
 * How a state ended, as it is written down. What a state leaves is read by those after it, so here is where it has to be
 * what it says: a state that breaks its word is our bug, and throws.
 */
export function howItEnded(
  { id, phase }: Pick<GraphNode, 'id' | 'phase'>,
  { attempt, took }: Pick<StepEnded, 'attempt' | 'took'>,
  performed: Performed,
): StepEnded {
  const message = saidBy(performed);
  const ended = { type: 'step-ended', node: id, phase, attempt, took, ...performed, message };
  if (isStepEnded(ended)) return ended;
  throw new Error(`the state ${id} ended ${performed.outcome} without what it leaves`);
}

/**
 * What a state says when it ends, as text: its message, and below it what it found.
 *
 * @example
 * saidBy({ outcome: 'reject', message: 'not approved', findings: [known] })   // 'not approved\nwarning QTN001: …'
 */
export function saidBy({ message, findings = [] }: Performed): string {
  const texts = findings.length === 0 ? [] : [renderFindings(findings)];
  return (message === '' ? texts : [message, ...texts]).join('\n');
}
