import { say, type StepMessage } from '../../../model/step-message.ts';
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
    if (!kept.ok) return fail(say('files.not-kept', { why: kept.why }));
    const copies = kept.files;
    context.announce(say('files.kept', { count: copies.length }), {
      mutation: 'kept',
      step: step.id,
      kept: copies,
      restart,
    });
    for (const { file, from } of put) await host.files.write(file, (await host.files.read(from)) ?? '');
    if (put.length === 0) return done(say('files.restorable', {}));
    const units = await restartUnits(host, restart);
    return units.length > 0
      ? fail(say('files.units-down', { units }))
      : done(say('files.replaced', { count: put.length }));
  },
  // Its files as they were, then the units that read them.
  undo: async (mutation, { host }) => {
    if (mutation.mutation !== 'kept') return [];
    const { kept, restart = [] } = mutation;
    const problems: StepMessage[] = [];
    for (const file of kept) {
      const why = await host.files.putBack(file);
      if (why !== undefined) problems.push(say('files.not-put-back', { why }));
    }
    return [...problems, ...(await restartUnits(host, restart))];
  },
};

/** Its mode and owner are those of the file it replaces: where there is none, who may read it is not known. */
async function firstProblem(
  { files: there }: Host,
  put: readonly { readonly file: string; readonly from: string }[],
): Promise<StepMessage | undefined> {
  for (const { file, from } of put) {
    if ((await there.kind(from)) !== 'file') return say('files.source-missing', { path: from });
    if ((await there.kind(file)) !== 'file') return say('files.target-missing', { path: file });
    const [now, next] = await Promise.all([there.read(file), there.read(from)]);
    if (next === undefined || next.length === 0) return say('files.source-empty', { path: from });
    if (now !== undefined && Buffer.compare(now, next) === 0)
      return say('files.already-so', { path: file, from });
  }
  return undefined;
}

async function restartUnits(host: Host, units: readonly string[]): Promise<StepMessage[]> {
  const problems: StepMessage[] = [];
  for (const unit of units) {
    const result = await host.units.restart(unit);
    if (result.exitCode !== 0)
      problems.push(say('files.not-restarted', { unit, said: lastLines(result.stderr, 3) }));
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
