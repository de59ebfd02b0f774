import { join } from 'node:path';
import type { Written } from '../model/runbook.ts';
import type { MutationData } from '../model/step-data.ts';
import { lastLines } from './activate.ts';
import { done, fail, type StepContext, type StepKind } from './context.ts';
import { hostPath } from './looks/look.ts';
import { resolveText } from './resolve.ts';

/**
 * Keeps files that are no part of the configuration, and replaces some of them. A rollback puts every one back with its
 * mode and owner, and restarts the units that read them. What a file holds is never written to the journal.
 */
export const files: StepKind = {
  perform: async (context) => {
    const { step, keep, put, restart } = resolveFiles(context);
    const missing = await firstProblem(context, put);
    if (missing !== undefined) return fail(missing);
    const place = join(context.host.place.state, 'runs', context.state.run, 'kept', step.id);
    const kept = await context.host.files.keep([...keep, ...put.map(({ file }) => file)], place);
    if (!kept.ok) return fail(kept.why);
    const copies = kept.files;
    context.announce(`${copies.length} files are kept`, {
      mutation: 'kept',
      step: step.id,
      kept: copies,
      restart,
    });
    for (const { file, from } of put)
      await context.host.files.write(file, (await context.host.files.read(from)) ?? '');
    if (put.length === 0) return done('a rollback puts these files back');
    const problems = await restartUnits(context, restart);
    return problems.length > 0 ? fail(problems.join('\n')) : done(`${put.length} replaced`);
  },
};

/** What a rollback does for a `files` step: its files as they were, then the units that read them. */
export async function putBackKept(context: StepContext, mutation: MutationData): Promise<string[]> {
  const problems: string[] = [];
  for (const file of mutation.kept ?? []) {
    const problem = await context.host.files.putBack(file);
    if (problem !== undefined) problems.push(problem);
  }
  return [...problems, ...(await restartUnits(context, mutation.restart ?? []))];
}

/** Its mode and owner are those of the file it replaces: where there is none, who may read it is not known. */
async function firstProblem(
  { host: { files: there } }: StepContext,
  put: readonly { readonly file: string; readonly from: string }[],
): Promise<string | undefined> {
  for (const { file, from } of put) {
    if ((await there.kind(from)) !== 'file') return `${from} is not there, or no plain file`;
    if ((await there.kind(file)) !== 'file')
      return `${file} is not there, or no plain file: only what is there is replaced`;
    const [now, next] = await Promise.all([there.read(file), there.read(from)]);
    if (next === undefined || next.length === 0) return `${from} is empty`;
    if (now !== undefined && Buffer.compare(now, next) === 0)
      return `${file} holds already what ${from} holds`;
  }
  return undefined;
}

async function restartUnits(context: StepContext, units: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const unit of units) {
    const result = await context.host.units.restart(unit);
    if (result.exitCode !== 0) problems.push(`${unit} does not restart: ${lastLines(result.stderr, 3)}`);
  }
  return problems;
}

function resolveFiles(context: StepContext) {
  if (context.node.kind !== 'step' || context.node.step.kind !== 'files')
    throw new TypeError('not a files step');
  const { step } = context.node;
  const text = (written: Written): string => resolveText(context, written, step.position);
  const path = (written: Written): string => hostPath(context, text(written));
  return {
    step,
    keep: step.keep.map(path),
    put: step.put.map(({ file, from }) => ({ file: path(file), from: path(from) })),
    restart: step.restart.map(text),
  };
}
