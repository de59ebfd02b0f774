import type { ActivationEnd } from '../../model/step-message.ts';
import { join } from 'node:path';
import type { Launch, Launched } from '../../model/host/activation.ts';
import type { StepContext } from '../context.ts';

export interface Activated {
  readonly launched: Launched;
  /** Toplevel that runs afterwards: the truth, whatever the exit code says. */
  readonly running: string;
}

/**
 * Makes a toplevel the running one, without touching profile or boot entry: its own program, as a detached unit, so
 * that neither a closed terminal nor the death of the engine stops it half-way.
 */
export async function activate(
  context: StepContext,
  toplevel: string,
  purpose: 'switch' | 'rollback',
): Promise<Activated> {
  const launched = await context.host.activation.test(toplevel, launchOf(context, purpose));
  return { launched, running: await context.host.systems.running() };
}

/** An activation that another process began: its end where it is still under way, and which system runs. */
export async function awaitActivation(
  context: StepContext,
  purpose: 'switch' | 'rollback',
): Promise<{ readonly launched: Launched | undefined; readonly running: string }> {
  const launched = await context.host.activation.awaitTest(launchOf(context, purpose));
  return { launched, running: await context.host.systems.running() };
}

function launchOf(context: StepContext, purpose: 'switch' | 'rollback'): Launch {
  return {
    unit: activationUnit(context.state.run, purpose),
    // In memory, as everything below /run: a full disk must not stop a rollback that only wants to say something. Nobody
    // else comes to it there: nothing is taken out of it yet.
    log: join(
      context.host.place.system,
      'nixos-ai/private',
      `${activationUnit(context.state.run, purpose)}.log`,
    ),
  };
}

/** `switch-to-configuration`: the new system is not compatible with what runs. */
export const REBOOT_NEEDED = 100;

export function activationUnit(run: string, purpose: 'switch' | 'rollback'): string {
  return `nixos-ai-${purpose}-${run}`;
}

/** How an activation ended, for what a state says of it; its output is another matter. */
export function activationEndOf({ exitCode, timedOut, error }: Launched): ActivationEnd {
  return { exitCode, timedOut, ...(error === undefined ? {} : { error }) };
}
