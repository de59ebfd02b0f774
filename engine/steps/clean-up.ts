import { join } from 'node:path';
import { removeTree } from '../host/tree/files.ts';
import { dropCandidate, findUserRepository } from '../host/tree/user-repository.ts';
import type { StepContext } from './context.ts';

/**
 * What a run that has ended no longer needs: its candidate, its build roots, and its reference in the user's
 * repository. A run that needs a person keeps everything.
 */
export async function cleanUp(context: Pick<StepContext, 'settings' | 'state'>): Promise<void> {
  const { settings, state } = context;
  await removeTree(join(settings.state, 'runs', state.run));
  if (state.edit?.userCommit === undefined) return;
  const repository = await findUserRepository(settings.configuration);
  if (repository !== undefined) await dropCandidate(repository, state.run);
}
