import { say, type UnitTrouble } from '../../model/step-message.ts';
import { readUnitReasons } from '../../kinds/unit-reasons.ts';
import { done, fail, required, type StepContext, type StateHandler } from '../context.ts';

const POLL_MS = 250;
// A unit may take long to start; a switch that waits for it longer than this has not worked.
const MAX_MOVING_MS = 60_000;

/**
 * No unit failed that was not failing before, seen over a window: `switch-to-configuration` samples units while they
 * still restart, so its exit code alone says too much and too little.
 */
export const settle: StateHandler = {
  perform: async (context) => {
    const { outPath } = required(context.state.build, 'built system');
    if ((await context.host.systems.running()) !== outPath) return fail(say('settle.other-system', {}));
    const trouble = await judgeUnits(context);
    return trouble === undefined
      ? done(say('settle.settled', {}))
      : fail(say('settle.units', { trouble }), { units: trouble.reasons });
  },
};

/** What is wrong with the units, seen over a window; undefined when none failed that was not failing before the run. */
export async function judgeUnits(context: StepContext): Promise<UnitTrouble | undefined> {
  const { failedBefore } = required(context.state.build, 'built system');
  const { failed, moving } = await watchUnits(context, new Set(failedBefore));
  const units = failed.length > 0 ? failed : moving;
  if (units.length === 0) return undefined;
  return {
    what: failed.length > 0 ? 'failed' : 'moving',
    units,
    reasons: await readUnitReasons(context.host, units, context.state.switch?.output),
  };
}

interface Verdict {
  readonly failed: readonly string[];
  readonly moving: readonly string[];
}

async function watchUnits(context: StepContext, known: ReadonlySet<string>): Promise<Verdict> {
  const { clock, limits, units } = context.host;
  const start = clock.now().getTime();
  let quietSince = start;
  for (;;) {
    const failed = ((await units.failed()) ?? []).filter((unit) => !known.has(unit) && !isOurs(unit));
    const moving = ((await units.moving()) ?? []).filter((unit) => !known.has(unit) && !isOurs(unit));
    const looping = await loopingUnits(context, moving);
    const now = clock.now().getTime();
    if (moving.length > 0) quietSince = now;
    const over = now - quietSince >= limits.settle || now - start >= limits.settle + MAX_MOVING_MS;
    if (over || looping.length > 0 || context.signal.aborted)
      return { failed: [...failed, ...looping].sort(), moving };
    await clock.sleep(POLL_MS, context.signal);
  }
}

/** Units that failed, were restarted and failed again: one failure may be bad luck, two in a row are the change. */
async function loopingUnits(context: StepContext, moving: readonly string[]): Promise<string[]> {
  const states = await Promise.all(moving.map(async (unit) => context.host.units.read(unit)));
  return states.flatMap((state) => {
    const again = state?.sub === 'auto-restart' && state.result !== 'success' && state.restarts >= 1;
    return again ? [state.unit] : [];
  });
}

function isOurs(unit: string): boolean {
  return unit.startsWith('nixos-ai-');
}
