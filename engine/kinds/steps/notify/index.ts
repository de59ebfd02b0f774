import { say } from '../../../model/step-message.ts';
import { tellNotify } from './messages.ts';
import { readTextValue } from '../../../document/written.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { done } from '../../perform.ts';
import { WORD } from '../../place.ts';
import { refer } from '../../schema.ts';
import { CHANGES_NOTHING, NO_EFFECT, type StateKind } from '../../step-kind.ts';

/** A message for whoever follows the run, and for good in the journal. */
interface NotifyStep {
  readonly message: Written;
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly notify: NotifyStep;
  }
}

export const notifyStep: StateKind<StepOf<'notify'>> = {
  kind: 'notify',
  part: 'state',
  looks: 'tells',
  schema: { subject: refer('text', 'Notify', 'A message for people who follow the run.') },
  outputs: {},
  parse: (node) => {
    const message = readTextValue(node, 'notify');
    return message === undefined ? undefined : { kind: 'notify', message };
  },
  visit: (step, at) => ({ ...step, message: at.value(step.message, { type: WORD }) }),
  effect: () => NO_EFFECT,
  nature: CHANGES_NOTHING,
  perform: async ({ step, values }) =>
    done(say('notify.told', { text: values.text(step.message, step.position) })),
  // Where the new system was not live before the boot nobody was told yet.
  again: async ({ step, values, note }, wasLive) => {
    if (!wasLive) note(say('notify.told', { text: values.text(step.message, step.position) }));
    return [];
  },
  tell: tellNotify,
  label: () => 'notify',
  document: ({ message }, { text }) => `says ${text(message)}`,
};
