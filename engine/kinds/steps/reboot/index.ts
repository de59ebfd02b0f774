import type { StepOf } from '../../../model/runbook.ts';
import type { StateKind } from '../../step-kind.ts';
import { checkReboot } from './order.ts';
import { parseReboot, rebootSchema } from './parse.ts';
import { bindWindow, timesOf, visitWindow, windowOf, type Window } from './window.ts';
import { tellReboot } from './messages.ts';
import { performReboot } from './perform.ts';

/** The host is rebooted, at a time of day within `window`, and before `within` (milliseconds) has passed. */
interface RebootStep {
  readonly window?: Window;
  readonly within: number;
  /** Only where the change of the run waits for it. */
  readonly ifNeeded?: true;
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly reboot: RebootStep;
  }
}

export const rebootStep: StateKind<StepOf<'reboot'>> = {
  kind: 'reboot',
  part: 'state',
  reboots: true,
  // What only reboots where a change needs it has no change then.
  idles: ({ ifNeeded }) => ifNeeded === true,
  schema: rebootSchema,
  outputs: {},
  parse: parseReboot,
  visit: (step, at) => ({
    ...step,
    ...(step.window && { window: visitWindow(step.window, at) }),
  }),
  bind: bindWindow,
  checkOrder: checkReboot,
  // Which boot it is says whether the host was rebooted. Another system that came up is taken back by the rollback.
  effect: () => ({ mutates: true, inverse: 'rollback', recovery: 'again' }),
  nature: { changesHost: () => true, takenBackBy: () => 'rollback', own: true },
  refuseGenerated: ({ id }, approved) =>
    approved
      ? undefined
      : {
          message: `the step '${id}' of a generated runbook reboots the host, and nobody approved it`,
          fix: 'put an approve step before it, or remove it',
        },
  warn: (step) => {
    const window = windowOf(step);
    const when = window === undefined ? 'as soon as the change is made' : `between ${timesOf(window)}`;
    const needed = step.ifNeeded === true ? ', if the change needs it' : '';
    return `this run reboots the host ${when}${needed}`;
  },
  ...performReboot,
  tell: tellReboot,
  label: ({ window, ifNeeded }, { text }) => {
    const when =
      window === undefined ? ' the host' : ` between ${'kind' in window ? text(window) : timesOf(window)}`;
    return `reboot${when}${ifNeeded === true ? ' if needed' : ''}`;
  },
  document: ({ window, ifNeeded }, shown) => {
    const need = ifNeeded === true ? ' where the change needs it' : '';
    if (window === undefined) return `reboots the host${need}`;
    const times = 'kind' in window ? shown.text(window) : shown.code(timesOf(window) ?? '');
    return `reboots the host${need}, at a time within ${times}`;
  },
};
