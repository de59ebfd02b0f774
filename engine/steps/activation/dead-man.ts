import { say, type StepMessage } from '../../model/step-message.ts';
import type { RunState } from '../../journal/fold.ts';
import type { Host } from '../../model/host/host.ts';
import { windowUnit } from '../../kinds/steps/reboot/window-timer.ts';
import type { StepContext } from '../context.ts';

/** The transient timer that rolls a run back when nobody else does. */
export function deadManUnit(run: string): string {
  return `nixos-ai-dead-man-${run}`;
}

/** Calls the dead-man timer off before a run is kept or waits. Gives why it is still set, where it is. */
export async function callOffDeadMan({ host, state }: StepContext): Promise<StepMessage | undefined> {
  return callOff(host, state, deadManUnit(state.run));
}

/**
 * Calls off every timer of a run that ends: none may act on the host for a run that is over. Gives what is still set, and
 * why; then the run has not ended.
 */
export async function callOffTimers(host: Host, state: RunState): Promise<readonly StepMessage[]> {
  const { timer = 'off', mutations } = state;
  const reboots = mutations.some(({ mutation }) => mutation === 'reboot');
  const units = [
    ...(timer === 'off' ? [] : [deadManUnit(state.run)]),
    ...(reboots ? [windowUnit(state.run)] : []),
  ];
  const left = await Promise.all(units.map(async (unit) => callOff(host, state, unit)));
  return left.filter((why) => why !== undefined);
}

/** Why a timer is still set; undefined where it is not. */
async function callOff(host: Host, { timer }: RunState, unit: string): Promise<StepMessage | undefined> {
  const result = await host.timers.disarm(unit);
  // Where no service manager answers, none has set a timer but one that the journal knows of.
  if (result.off || (!result.answers && timer !== 'timer')) return undefined;
  return say('end.timer-left', { unit, why: result.why });
}
