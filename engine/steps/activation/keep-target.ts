import type { StepContext } from '../context.ts';

/**
 * The system of before a verified run is what `nixos-ai rollback` goes back to: it is kept, whatever becomes of its
 * generation, for the last `keep` runs that changed the system.
 */
export async function keepTarget(context: Pick<StepContext, 'host' | 'state'>): Promise<void> {
  const { host, state } = context;
  const before = state.plan?.before.running;
  const changed = state.mutations.some(({ mutation }) => mutation === 'activation' || mutation === 'profile');
  if (changed && before !== undefined) await host.store.keep(state.run, before);
}
