import { keepRoot } from '../host/nix/roots.ts';
import type { StepContext } from './context.ts';

/**
 * The system of before a verified run is what `nixos-ai rollback` goes back to: it is kept, whatever becomes of its
 * generation, for the last `keep` runs that changed the system.
 */
export async function keepTarget(context: Pick<StepContext, 'exec' | 'settings' | 'state'>): Promise<void> {
  const { settings, state, exec } = context;
  const before = state.plan?.before.running;
  const changed = state.mutations.some(({ mutation }) => mutation === 'activation' || mutation === 'profile');
  if (changed && before !== undefined) await keepRoot(exec, settings, state.run, before);
}
