import type { WrittenCheck } from '../model/runbook.ts';
import { lookOnce, nameCheck, type Mismatch } from './checks.ts';
import { done, fail, type StepContext, type StepKind } from './context.ts';

const POLL_MS = 200;

/** Looks at the host until every check holds, each for as long as its `within` says. Changes nothing. */
export const verify: StepKind = {
  perform: async (context) => {
    if (context.node.kind !== 'step' || context.node.step.kind !== 'verify')
      throw new TypeError('not a verify step');
    const failures = await judgeChecks(context, context.node.step.checks);
    const count = context.node.step.checks.length;
    if (failures.length > 0) return fail(failures.join('\n'), { passed: false });
    return done(`${count} check${count === 1 ? '' : 's'} hold${count === 1 ? 's' : ''}`, { passed: true });
  },
};

/** What does not hold, a line each. */
export async function judgeChecks(
  context: StepContext,
  checks: readonly WrittenCheck[],
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const check of checks) {
    const found = await lookUntil(context, check);
    if (found !== undefined) failures.push(`${nameCheck(context, check)}: ${found}`);
    else context.note(`${nameCheck(context, check)}: yes`);
  }
  return failures;
}

async function lookUntil(context: StepContext, check: WrittenCheck): Promise<Mismatch> {
  const deadline = context.clock.now().getTime() + check.within;
  for (;;) {
    const found = await lookOnce(context, check);
    if (found === undefined || context.signal.aborted) return found;
    if (context.clock.now().getTime() >= deadline)
      return `${found}${check.within > 0 ? `, for ${check.within / 1000} s` : ''}`;
    await context.clock.sleep(POLL_MS, context.signal);
  }
}
