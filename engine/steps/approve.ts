import { done, type StepKind } from './context.ts';
import { resolveText } from './resolve.ts';
import { nameOfDecider } from '../model/step-data.ts';

/** A person says whether to go on. */
export const approve: StepKind = {
  perform: async (context) => {
    if (context.node.kind !== 'step' || context.node.step.kind !== 'approve')
      throw new TypeError('not an approve step');
    const { step } = context.node;
    const answer = await context.consent.question(
      resolveText(context, step.message, step.position),
      context.signal,
    );
    if (answer.approved) return done(`approved by ${nameOfDecider(answer.by)}`, { approved: true });
    return { outcome: 'reject', message: answer.why ?? 'not approved', data: { approved: false } };
  },
};
