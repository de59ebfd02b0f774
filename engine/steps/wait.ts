import { done, fail, type StepKind } from './context.ts';

/** Lets time pass. */
export const wait: StepKind = {
  perform: async (context) => {
    if (context.node.kind !== 'step' || context.node.step.kind !== 'wait')
      throw new TypeError('not a wait step');
    const { duration } = context.node.step;
    await context.host.clock.sleep(duration, context.signal);
    if (context.signal.aborted) return fail('interrupted');
    return done(`waited ${duration / 1000} s`);
  },
};
