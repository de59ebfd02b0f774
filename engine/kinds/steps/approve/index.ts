import { readTextValue } from '../../../document/written.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { say } from '../../../model/step-message.ts';
import { done } from '../../perform.ts';
import { WORD } from '../../place.ts';
import { refer } from '../../schema.ts';
import { tellApprove } from './messages.ts';
import { A_DAY, CHANGES_NOTHING, NO_EFFECT, type StateKind } from '../../step-kind.ts';

/** A question that a person must say yes to. */
interface ApproveStep {
  readonly message: Written;
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly approve: ApproveStep;
  }
}

export const approveStep: StateKind<StepOf<'approve'>> = {
  kind: 'approve',
  part: 'state',
  asks: true,
  schema: { subject: refer('text', 'Approve', 'The question a person must answer with yes.') },
  outputs: { approved: 'bool' },
  parse: (node) => {
    const message = readTextValue(node, 'approve');
    return message === undefined ? undefined : { kind: 'approve', message };
  },
  visit: (step, at) => ({ ...step, message: at.value(step.message, { type: WORD }) }),
  effect: () => NO_EFFECT,
  // A person may take a day to answer.
  timeLimit: () => A_DAY,
  nature: CHANGES_NOTHING,
  perform: async ({ step, values, ask }) => {
    const answer = await ask(values.text(step.message, step.position));
    if (answer.approved) return done(say('approve.approved', { by: answer.by }), { approved: true });
    const said = say('approve.refused', answer.why === undefined ? {} : { why: answer.why });
    return { outcome: 'reject', said, data: { approved: false } };
  },
  acts: ({ message }, { text }) => [{ kind: 'ask', words: text(message) }],
  tell: tellApprove,
  label: () => 'a person approves',
  document: ({ message }, { text }) => `asks a person: ${text(message)}`,
};
