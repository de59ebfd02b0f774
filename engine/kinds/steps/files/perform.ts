import { join } from 'node:path';
import type { Host } from '../../../model/host/host.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { hostPath } from '../../look.ts';
import { done, fail, lastLines, type Performance, type PerformContext } from '../../perform.ts';

/**
 * Keeps files that are no part of the configuration, and replaces some of them. A rollback puts every one back with its
 * mode and owner, and restarts the units that read them. What a file holds is never written to the journal.
 */
export const performFiles: Performance<StepOf<'files'>> = {
  perform: async (context) => {
    const { step, host } = context;
    const { keep, put, restart } = resolveFiles(context);
    const missing = await firstProblem(host, put);
    if (missing !== undefined) return fail(missing);
    const place = join(host.place.state, 'runs', context.state.run, 'kept', step.id);
    const kept = await host.files.keep([...keep, ...put.map(({ file }) => file)], place);
    if (!kept.ok) return fail(kept.why);
    const copies = kept.files;
    context.announce(`${copies.length} files are kept`, {
      mutation: 'kept',
      step: step.id,
      kept: copies,
      restart,
    });
    for (const { file, from } of put) await host.files.write(file, (await host.files.read(from)) ?? '');
    if (put.length === 0) return done('a rollback puts these files back');
    const problems = await restartUnits(host, restart);
    return problems.length > 0 ? fail(problems.join('\n')) : done(`${put.length} replaced`);
  },
  // Its files as they were, then the units that read them.
  undo: async (mutation, { host }) => {
    if (mutation.mutation !== 'kept') return [];
    const { kept, restart = [] } = mutation;
    const problems: string[] = [];
    for (const file of kept) {
      const problem = await host.files.putBack(file);
      if (problem !== undefined) problems.push(problem);
    }
    return [...problems, ...(await restartUnits(host, restart))];
  },
};

/** Its mode and owner are those of the file it replaces: where there is none, who may read it is not known. */
async function firstProblem(
  { files: there }: Host,
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

async function restartUnits(host: Host, units: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const unit of units) {
    const result = await host.units.restart(unit);
    if (result.exitCode !== 0) problems.push(`${unit} does not restart: ${lastLines(result.stderr, 3)}`);
  }
  return problems;
}

function resolveFiles(context: PerformContext<StepOf<'files'>>) {
  const { step, values } = context;
  const text = (written: Written): string => values.text(written, step.position);
  const path = (written: Written): string => hostPath(context, text(written));
  return {
    keep: step.keep.map(path),
    put: step.put.map(({ file, from }) => ({ file: path(file), from: path(from) })),
    restart: step.restart.map(text),
  };
}
