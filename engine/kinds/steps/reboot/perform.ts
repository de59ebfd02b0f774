import { say } from '../../../model/step-message.ts';
import { nextOpening } from '../../../document/window.ts';
import type { StepOf } from '../../../model/runbook.ts';
import type { MutationOf } from '../../../model/step-data.ts';
import { rebootCommand } from '../../../nix/argv.ts';
import { done, fail, type Performance, type PerformContext, type Performed } from '../../perform.ts';
import { windowOf } from './window.ts';
import { windowUnit } from './window-timer.ts';

/** What a reboot within its window needs; the way back needs one too. */
export type RebootContext = Pick<PerformContext, 'host' | 'note' | 'self'> & {
  readonly state: Pick<PerformContext['state'], 'run' | 'mutations'>;
};

/**
 * The host reboots itself, once, within its window. Outside of it the run waits, and a timer takes it up again when the
 * window opens; past `within` it needs a person. Which boot it is says whether it was done.
 */
export const performReboot: Performance<StepOf<'reboot'>> = {
  perform: async (context) => {
    const { step, host } = context;
    if (step.ifNeeded === true && context.state.pending === undefined)
      return done(say('reboot.not-needed', {}));
    const now = host.clock.now();
    const decided = decidedBefore(context, step.id) ?? (await decide(context));
    if (decided.boot !== (await host.boot.id())) return done(say('reboot.rebooted', {}));
    if (decided.until !== undefined && now.toISOString() >= decided.until)
      return { outcome: 'expired', said: say('reboot.overdue', { until: decided.until }) };
    return rebootInWindow(context, step, decided.until);
  },
  commands: ({ host }) => [rebootCommand(host.place)],
};

/** Reboots now where the window is open, and else sets a timer that goes on with the run when it opens. */
export async function rebootInWindow(
  context: RebootContext,
  step: StepOf<'reboot'>,
  until: string | undefined,
): Promise<Performed> {
  const now = context.host.clock.now();
  const window = windowOf(step);
  const wait = window === undefined ? 0 : nextOpening(window, now).getTime() - now.getTime();
  if (wait > 0 && window !== undefined) {
    await armWindow(context, Math.ceil(wait / 1000));
    const said = say('reboot.in-window', { window, ...(until === undefined ? {} : { until }) });
    return { outcome: 'reboot', said };
  }
  context.note(say('reboot.begins', {}));
  const result = await context.host.boot.reboot();
  if (result.exitCode !== 0) return fail(say('reboot.refused', { said: result.stderr.trim() }));
  return { outcome: 'reboot', said: say('reboot.rebooting', {}) };
}

/** Whether a reboot was decided in this run: then it was approved. */
export function decidedBefore(
  { state }: Pick<RebootContext, 'state'>,
  id: string,
): MutationOf<'reboot'> | undefined {
  return state.mutations.filter((one) => one.mutation === 'reboot').find(({ step }) => step === id);
}

async function decide(context: PerformContext<StepOf<'reboot'>>): Promise<MutationOf<'reboot'>> {
  const { step, host } = context;
  const until = new Date(host.clock.now().getTime() + step.within).toISOString();
  const data: MutationOf<'reboot'> = { mutation: 'reboot', step: step.id, boot: await host.boot.id(), until };
  context.announce(say('reboot.decided', { until }), data);
  return data;
}

async function armWindow({ host, state, self }: RebootContext, seconds: number): Promise<void> {
  await host.timers.arm({
    unit: windowUnit(state.run),
    seconds: Math.max(1, seconds),
    argv: [...self, 'resume', ...host.named],
  });
}
