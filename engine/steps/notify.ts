import { done, type StepKind } from './context.ts';
import { resolveText } from './resolve.ts';

/** Says something: to the terminal or the event stream, and for good in the journal. */
export const notify: StepKind = {
  perform: (context) => {
    if (context.node.kind !== 'step' || context.node.step.kind !== 'notify')
      throw new TypeError('not a notify step');
    const { step } = context.node;
    return Promise.resolve(done(resolveText(context, step.message, step.position)));
  },
};
