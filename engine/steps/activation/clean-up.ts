import { join } from 'node:path';
import type { StepContext } from '../context.ts';

/**
 * What a run that has ended no longer needs: its candidate, its build roots, and its reference in the user's
 * repository. A run that needs a person keeps everything.
 */
export async function cleanUp(context: Pick<StepContext, 'host' | 'state'>): Promise<void> {
  const { host, state } = context;
  await host.files.removeTree(join(host.place.state, 'runs', state.run));
  if (state.edit?.userCommit === undefined) return;
  const repository = await host.repository.find();
  if (repository !== undefined) await host.repository.drop(repository, state.run);
}
