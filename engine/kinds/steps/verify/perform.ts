import { say, type StepMessage } from '../../../model/step-message.ts';
import type { StepOf, WrittenCheck } from '../../../model/runbook.ts';
import { checkKindOf } from '../../find-kind.ts';
import type { CheckResult } from '../../look.ts';
import type { UnitReason } from '../../../model/host/units.ts';
import { readUnitReasons } from '../../unit-reasons.ts';
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
      return fail(say('verify.failed', { failures }), { passed: false, found, ...told });
    }
    return done(say('verify.passed', { count }), { passed: true, found });
  },
  again: async (context) => (await judge(context)).failures,
};

async function judge(context: Context) {
  const failures: StepMessage[] = [];
  const units: UnitReason[] = [];
  let found = '';
  for (const check of context.step.checks) {
    const { look, within } = await lookUntil(context, check);
    const kind = checkKindOf(context, check);
    const claim = kind.claim(check, context.values);
    if (look.wrong === undefined) context.note(say('verify.holds', { claim }));
    else {
      const reasons = await readUnitReasons(context.host, kind.reasonsIn?.(check, context.values) ?? []);
      failures.push(say('verify.broken', { claim, wrong: look.wrong, within, reasons }));
      units.push(...reasons);
    }
    found = look.found ?? '';
  }
  return { failures, found, units };
}

/** What the last look saw, and for how long it was looked in vain (milliseconds). */
async function lookUntil(
  context: Context,
  check: WrittenCheck,
): Promise<{ readonly look: CheckResult; readonly within: number }> {
  const { clock } = context.host;
  const kind = checkKindOf(context, check);
  const deadline = clock.now().getTime() + check.within;
  for (;;) {
    const look = await kind.look(check, context);
    if (look.wrong === undefined || context.signal.aborted) return { look, within: 0 };
    if (clock.now().getTime() >= deadline) return { look, within: check.within };
    await clock.sleep(POLL_MS, context.signal);
  }
}
