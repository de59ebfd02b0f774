import { say, type StepMessage } from '../../../model/step-message.ts';
import { join } from 'node:path';
import type { Finding } from '../../../model/finding.ts';
import { hashBytes } from '../../../model/hash.ts';
import type { FileWithMode } from '../../../model/host/files.ts';
import type { Host } from '../../../model/host/host.ts';
import type { SourceFile } from '../../../model/plan.ts';
import type { StepOf, Written } from '../../../model/runbook.ts';
import { hostPath } from '../../look.ts';
import {
  done,
  fail,
  failWith,
  lastLines,
  type Performance,
  type PerformContext,
  type Performed,
} from '../../perform.ts';

/**
 * Keeps files that are no part of the configuration, and replaces some of them. A rollback puts every one back with its
 * mode and owner, and restarts the units that read them. What a file holds is never written to the journal.
 */
export const performFiles: Performance<StepOf<'files'>> = {
  perform: async (context) => {
    const { step, host } = context;
    const { keep, put, restart } = resolveFiles(context);
    const read = await readSources(context, put);
    if (!read.ok) return read.performed;
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
    // The very bytes that were compared with what was approved.
    for (const { file, bytes } of read.contents) await host.files.write(file, bytes);
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

interface Put {
  readonly file: string;
  readonly from: string;
}

interface Content {
  readonly file: string;
  readonly bytes: Uint8Array;
}

type Read =
  | { readonly ok: true; readonly contents: readonly Content[] }
  | { readonly ok: false; readonly performed: Performed };

/** Mode and owner of a file are those of the one it replaces: where there is none, who may read it is not known. */
async function readSources(
  { host: { files }, planned }: PerformContext<StepOf<'files'>>,
  put: readonly Put[],
): Promise<Read> {
  const contents: Content[] = [];
  const approved = planned.flatMap((act) => (act.kind === 'put' ? [act.source] : []));
  for (const [index, { file, from }] of put.entries()) {
    const source = await files.readWithMode(from);
    if (source === undefined) return refused(fail(say('files.source-missing', { path: from })));
    if ((await files.kind(file)) !== 'file')
      return refused(fail(say('files.target-missing', { path: file })));
    if (isAnother(source, approved[index])) return refused(failWith([changedSince(from)]));
    const { bytes } = source;
    if (bytes.length === 0) return refused(fail(say('files.source-empty', { path: from })));
    const now = await files.read(file);
    if (now !== undefined && Buffer.compare(now, bytes) === 0)
      return refused(fail(say('files.already-so', { path: file, from })));
    contents.push({ file, bytes });
  }
  return { ok: true, contents };
}

function refused(performed: Performed): Read {
  return { ok: false, performed };
}

/** Whether it is not what was read when the plan was shown. What was not known then is not compared. */
function isAnother({ bytes, mode }: FileWithMode, approved: SourceFile | undefined): boolean {
  return approved !== undefined && (approved.sha256 !== hashBytes(bytes) || approved.mode !== mode);
}

/** RUN013: its content is what was approved, not its name. */
function changedSince(path: string): Finding {
  return {
    code: 'RUN013',
    severity: 'error',
    message: `${path} has changed since the plan was shown: what it holds now was not approved`,
    fix: 'look at the file, then ask for the change again',
  };
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
