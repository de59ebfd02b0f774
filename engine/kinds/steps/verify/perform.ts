import type { StepOf, WrittenCheck } from '../../../model/runbook.ts';
import { checkKindOf } from '../../find-kind.ts';
import type { CheckResult } from '../../look.ts';
import { readUnitReasons, tellReasons, type UnitReason } from '../../unit-reasons.ts';
import { done, fail, type Performance, type PerformContext } from '../../perform.ts';

const POLL_MS = 200;

type Context = PerformContext<StepOf<'verify'>>;

/**
 * Looks at the host until every check holds, each for as long as its `within` says. Changes nothing. Gives what the last
 * of its checks found.
 */
export const performVerify: Performance<StepOf<'verify'>> = {
  perform: async (context) => {
    const { failures, found, units } = await judge(context);
    const count = context.step.checks.length;
    if (failures.length > 0) {
      const told = units.length === 0 ? {} : { units };
      return fail(failures.join('\n'), { passed: false, found, ...told });
    }
    return done(`${count} check${count === 1 ? '' : 's'} hold${count === 1 ? 's' : ''}`, {
      passed: true,
      found,
    });
  },
  again: async (context) => (await judge(context)).failures,
};

async function judge(context: Context) {
  const failures: string[] = [];
  const units: UnitReason[] = [];
  let found = '';
  for (const check of context.step.checks) {
    const look = await lookUntil(context, check);
    const kind = checkKindOf(context, check);
    const claim = kind.claim(check, context.values);
    if (look.wrong === undefined) context.note(`${claim}: yes`);
    else {
      const reasons = await readUnitReasons(context.host, kind.reasonsIn?.(check, context.values) ?? []);
      failures.push(`${claim}: ${look.wrong}${tellReasons(reasons)}`);
      units.push(...reasons);
    }
    found = look.found ?? '';
  }
  return { failures, found, units };
}

async function lookUntil(context: Context, check: WrittenCheck): Promise<CheckResult> {
  const { clock } = context.host;
  const kind = checkKindOf(context, check);
  const deadline = clock.now().getTime() + check.within;
  for (;;) {
    const look = await kind.look(check, context);
    if (look.wrong === undefined || context.signal.aborted) return look;
    if (clock.now().getTime() >= deadline)
      return { ...look, wrong: `${look.wrong}${check.within > 0 ? `, for ${check.within / 1000} s` : ''}` };
    await clock.sleep(POLL_MS, context.signal);
  }
}
