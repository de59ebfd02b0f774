import type { EndedAt, StepEnded } from '../event.ts';
import type { Phase, StepOutcome } from '../outcome.ts';
import { isFinding } from './plan-shapes.ts';
import { isListOf, isNumber, isObject, isOneOf, isRecord, isText, optional, type Is } from './shape.ts';
import { isReturnData, STEP_DATA } from './step-shapes.ts';

export const isPhase = isOneOf<Phase>(
  'plan',
  'snapshot',
  'edit',
  'dry-build',
  'switch',
  'verify',
  'rollback',
);

export const isStepOutcome = isOneOf<StepOutcome>(
  'ok',
  'no-change',
  'fail',
  'timeout',
  'reject',
  'stop',
  'hold',
  'reboot',
  'expired',
);

const isEnded = isObject<
  EndedAt<string> & { outcome: StepOutcome; data?: Readonly<Record<string, unknown>> }
>({
  type: isOneOf('step-ended'),
  node: isText,
  phase: isPhase,
  attempt: isNumber,
  outcome: isStepOutcome,
  message: isText,
  took: isNumber,
  findings: optional(isListOf(isFinding)),
  data: optional(isRecord),
});

/**
 * Whether this is how a state ended, with what that state leaves when it ends so. One that leaves something for later
 * states and did not is not.
 */
export const isStepEnded: Is<StepEnded> = (value): value is StepEnded => {
  if (!isEnded(value)) return false;
  const { node, outcome, data } = value;
  if (node === 'rollback') return outcome !== 'reboot' || data === undefined || isReturnData(data);
  const shapes: Readonly<Record<string, Is<unknown>>> = STEP_DATA;
  const is = shapes[node];
  if (is === undefined) return WITHOUT_DATA.has(node) || node.startsWith('step:');
  if (outcome === 'ok' || outcome === 'hold') return is(data);
  return (outcome !== 'no-change' && outcome !== 'reboot') || data === undefined || is(data);
};

const WITHOUT_DATA: ReadonlySet<string> = new Set(['preflight', 'settle', 'boot']);
