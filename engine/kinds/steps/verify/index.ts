import type { StepOf, WrittenCheck } from '../../../model/runbook.ts';
import { checkKindOf } from '../../find-kind.ts';
import { readChecks } from '../../read-checks.ts';
import { CHANGES_NOTHING, DEFAULT_TIME_LIMIT, NO_EFFECT, type StateKind } from '../../step-kind.ts';
import { tellVerify } from './messages.ts';
import { performVerify } from './perform.ts';

/** What must hold on the host. */
interface VerifyStep {
  readonly checks: readonly WrittenCheck[];
}

declare module '../../../model/runbook.ts' {
  interface StateStepKinds {
    readonly verify: VerifyStep;
  }
}

export const verifyStep: StateKind<StepOf<'verify'>> = {
  kind: 'verify',
  part: 'state',
  looks: 'checks',
  schema: {
    subject: {
      title: 'Verify',
      description: 'What must hold on the running system.',
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: { $ref: '#/$defs/check' },
    },
  },
  outputs: { passed: 'bool', found: 'string' },
  parse: (node, kinds) => {
    const checks = readChecks(node, kinds);
    return checks && { kind: 'verify', checks };
  },
  visit: (step, at) => ({ ...step, checks: step.checks.map(at.check) }),
  effect: () => NO_EFFECT,
  timeLimit: ({ checks }) => checks.reduce((sum, { within }) => sum + within, DEFAULT_TIME_LIMIT),
  nature: CHANGES_NOTHING,
  acts: ({ checks }, shown, kinds) =>
    checks.flatMap((check) => {
      const command = checkKindOf(kinds, check).runs?.(check, shown);
      return command === undefined ? [] : [{ kind: 'check' as const, command }];
    }),
  ...performVerify,
  tell: tellVerify,
  label: ({ checks }, shown, kinds) => {
    const [first] = checks;
    if (first === undefined) return 'verify nothing';
    return `verify ${checks.length === 1 ? checkKindOf(kinds, first).label(first, shown) : `${checks.length} checks`}`;
  },
  document: ({ checks }) => `looks: ${checks.length} check${checks.length === 1 ? '' : 's'}, see below`,
};
