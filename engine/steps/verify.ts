import type { WrittenCheck } from '../model/runbook.ts';
import { lookOnce, nameCheck } from './checks.ts';
import { done, fail, type StepContext, type StepKind } from './context.ts';
import type { Look } from './looks/look.ts';

const POLL_MS = 200;

/**
 * Looks at the host until every check holds, each for as long as its `within` says. Changes nothing. Gives what the last
 * of its checks found.
 */
export const verify: StepKind = {
  perform: async (context) => {
    if (context.node.kind !== 'step' || context.node.step.kind !== 'verify')
      throw new TypeError('not a verify step');
    const { failures, found } = await judge(context, context.node.step.checks);
    const count = context.node.step.checks.length;
    if (failures.length > 0) return fail(failures.join('\n'), { passed: false, found });
    return done(`${count} check${count === 1 ? '' : 's'} hold${count === 1 ? 's' : ''}`, {
      passed: true,
      found,
    });
  },
};

/** What does not hold, a line each. */
export async function judgeChecks(
  context: StepContext,
  checks: readonly WrittenCheck[],
): Promise<readonly string[]> {
  return (await judge(context, checks)).failures;
}

async function judge(context: StepContext, checks: readonly WrittenCheck[]) {
  const failures: string[] = [];
  let found = '';
  for (const check of checks) {
    const look = await lookUntil(context, check);
    if (look.wrong !== undefined) failures.push(`${nameCheck(context, check)}: ${look.wrong}`);
    else context.note(`${nameCheck(context, check)}: yes`);
    found = look.found ?? '';
  }
  return { failures, found };
}

async function lookUntil(context: StepContext, check: WrittenCheck): Promise<Look> {
  const deadline = context.host.clock.now().getTime() + check.within;
  for (;;) {
    const look = await lookOnce(context, check);
    if (look.wrong === undefined || context.signal.aborted) return look;
    if (context.host.clock.now().getTime() >= deadline)
      return { ...look, wrong: `${look.wrong}${check.within > 0 ? `, for ${check.within / 1000} s` : ''}` };
    await context.host.clock.sleep(POLL_MS, context.signal);
  }
}
