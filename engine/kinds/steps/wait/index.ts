import { readPositiveDuration, renderDuration } from '../../../document/duration.ts';
import type { StepOf } from '../../../model/runbook.ts';
import { duration as words } from '../../../model/units.ts';
import { say } from '../../../model/step-message.ts';
import { tellWait } from './messages.ts';
import { done, fail } from '../../perform.ts';
import { CHANGES_NOTHING, DEFAULT_TIME_LIMIT, NO_EFFECT, type StateKind } from '../../step-kind.ts';

/** Lets time pass. */
interface WaitStep {
  /** Milliseconds. */
  readonly duration: number;
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly wait: WaitStep;
  }
}

export const waitStep: StateKind<StepOf<'wait'>> = {
  kind: 'wait',
  part: 'state',
  schema: {
    subject: {
      title: 'Wait',
      description: 'How long to wait, at most 24h.',
      type: 'string',
      pattern: '^[1-9][0-9]{0,7}(ms|s|m|h)$',
      examples: ['30s'],
    },
  },
  outputs: {},
  parse: (node) => {
    const duration = readPositiveDuration(node, 'wait');
    return duration === undefined ? undefined : { kind: 'wait', duration };
  },
  visit: (step) => step,
  effect: () => NO_EFFECT,
  timeLimit: ({ duration }) => duration + DEFAULT_TIME_LIMIT,
  nature: CHANGES_NOTHING,
  perform: async ({ step, host, signal }) => {
    await host.clock.sleep(step.duration, signal);
    return signal.aborted
      ? fail(say('wait.interrupted', {}))
      : done(say('wait.waited', { seconds: step.duration / 1000 }));
  },
  tell: tellWait,
  label: ({ duration }) => `wait ${words(duration).replace('.0 s', ' s')}`,
  document: ({ duration }) => `waits ${renderDuration(duration)}`,
};
