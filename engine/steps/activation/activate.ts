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
    // In memory, as everything below /run: a full disk must not stop a rollback that only wants to say something.
    log: join(context.host.place.system, 'nixos-ai', `${activationUnit(context.state.run, purpose)}.log`),
  };
}

/** `switch-to-configuration`: the new system is not compatible with what runs. */
export const REBOOT_NEEDED = 100;

export function activationUnit(run: string, purpose: 'switch' | 'rollback'): string {
  return `nixos-ai-${purpose}-${run}`;
}

/** How an activation ended, in words, where it did not end well. */
export function describeExit(launched: Launched): string {
  if (launched.error !== undefined) return launched.error;
  if (launched.timedOut) return 'it timed out';
  switch (launched.exitCode) {
    case 0:
      return 'it succeeded';
    case 2:
      return 'an activation script failed (exit 2)';
    case 4:
      return 'units failed (exit 4)';
    case REBOOT_NEEDED:
      return 'it needs a reboot (exit 100)';
    case 11:
      return 'another activation holds the lock (exit 11)';
    default:
      return `exit ${launched.exitCode ?? 'unknown'}`;
  }
}
