import { join } from 'node:path';
import type { FileChange } from '../../model/plan.ts';
import type { StepContext } from '../context.ts';

type Written = Pick<FileChange, 'path' | 'before' | 'after'>;

/** Paths whose live content is not what the plan saw: somebody else wrote between preview and switch. */
export async function changedMeanwhile(context: StepContext, files: readonly Written[]): Promise<string[]> {
  const checks = await Promise.all(
    files.map(async (file) => ((await liveHash(context, file.path)) === file.before ? [] : [file.path])),
  );
  return checks.flat();
}

/** Paths whose live content is neither what the plan saw nor what it writes. */
export async function foreignFiles(context: StepContext, files: readonly Written[]): Promise<string[]> {
  const checks = await Promise.all(
    files.map(async ({ path, before, after }) => {
      const now = await liveHash(context, path);
      return now === before || now === after ? [] : [path];
    }),
  );
  return checks.flat();
}

/** Writes every planned file from the candidate, each atomically. */
export async function writeCandidate(
  context: StepContext,
  commit: string,
  files: readonly Written[],
): Promise<void> {
  for (const file of files) await writeFrom(context, commit, file.path, file.after);
}

/**
 * Puts files back as they were, each only where it still is what the run wrote. Gives the paths that somebody else has
 * changed since; those are left alone.
 */
export async function restoreFiles(
  context: StepContext,
  commit: string,
  files: readonly Written[],
): Promise<string[]> {
  const foreign: string[] = [];
  for (const file of files) {
    await context.host.files.removeLeftover(join(context.host.place.configuration, file.path));
    const now = await liveHash(context, file.path);
    if (now === file.before) continue;
    if (now === file.after) await writeFrom(context, commit, file.path, file.before);
    else foreign.push(file.path);
  }
  return foreign;
}

async function writeFrom(
  context: StepContext,
  commit: string,
  path: string,
  hash: string | null,
): Promise<void> {
  const live = join(context.host.place.configuration, path);
  if (hash === null) return context.host.files.remove(live);
  const content = await context.host.snapshots.read(commit, path);
  if (content === undefined) throw new Error(`the snapshot store has lost ${path} of ${commit}`);
  await context.host.files.write(live, content);
}

async function liveHash(context: StepContext, path: string): Promise<string | null> {
  return context.host.files.hash(join(context.host.place.configuration, path));
}
