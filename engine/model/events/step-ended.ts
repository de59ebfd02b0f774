import type { EndedAt, StepEnded } from '../event.ts';
import type { Phase, StepOutcome } from '../outcome.ts';
import { isFinding } from './plan-shapes.ts';
import {
  isKeyOf,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isRecord,
  isText,
  optional,
  type Is,
} from './shape.ts';
import { isSaid } from './said.ts';
import { isReturnData, STEP_DATA } from './step-shapes.ts';

export const isPhase = isKeyOf<Phase>({
  plan: true,
  snapshot: true,
  edit: true,
  'dry-build': true,
  switch: true,
  verify: true,
  rollback: true,
});

/** By outcome, whether a state that leaves something always does, may do, or leaves remarks for people alone. */
const LEAVES = {
  ok: 'always',
  hold: 'always',
  'no-change': 'perhaps',
  reboot: 'perhaps',
  pending: 'perhaps',
  fail: 'remarks',
  timeout: 'remarks',
  reject: 'remarks',
  stop: 'remarks',
  expired: 'remarks',
} as const satisfies Readonly<Record<StepOutcome, string>>;

export const isStepOutcome = isKeyOf<StepOutcome>(LEAVES);

const isEnded = isObject<
  EndedAt<string> & { outcome: StepOutcome; data?: Readonly<Record<string, unknown>> }
>({
  type: isOneOf('step-ended'),
  node: isText,
  phase: isPhase,
  attempt: isNumber,
  outcome: isStepOutcome,
  message: isText,
  said: isSaid,
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
  const is = Object.hasOwn(shapes, node) ? shapes[node] : undefined;
  if (is === undefined) return WITHOUT_DATA.has(node) || node.startsWith('step:');
  const leaves = LEAVES[outcome];
  return leaves === 'remarks' || (leaves === 'perhaps' && data === undefined) || is(data);
};

const WITHOUT_DATA: ReadonlySet<string> = new Set(['preflight', 'settle', 'boot']);
