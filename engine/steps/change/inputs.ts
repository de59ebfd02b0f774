import { join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { FileChange, InputChange } from '../../model/plan.ts';
import type { PlanData } from '../../model/step-data.ts';
import { renderTextDiff } from '../../report/text/text-diff.ts';
import type { ComputedChange } from './file-change.ts';
import { realPath } from './real-files.ts';
import type { StepContext } from '../context.ts';

/** The change of a run with the inputs brought up to date that it asks for. */
export interface UpdatedChange extends ComputedChange {
  /** Absent where all of them are at their newest. */
  readonly inputs?: readonly InputChange[];
}

const LOCK = 'flake.lock';

/**
 * Adds the new lock file to the edits of a run. Where the sources are asked is here and nowhere later: what was found is
 * kept in the directory of the run, since asking again could find something newer than what is shown.
 */
export async function updateInputs(
  context: StepContext,
  computed: ComputedChange,
): Promise<Result<UpdatedChange>> {
  const { checked, host, signal } = context;
  const choice = checked.change.kind === 'edits' ? checked.change.inputs : undefined;
  if (choice === undefined) return ok(computed);
  if (host.place.style === 'channel') return failed(noFlake());
  const at = await realPath(context, LOCK);
  if (!at.ok) return at;
  const named = await realPath(context, 'flake.nix');
  const changed = named.ok ? computed.content.get(named.value) : undefined;
  const flake = changed ?? (await readLive(context, 'flake.nix')) ?? '';
  const lock = await readLive(context, LOCK);
  const scratch = join(runDirectory(context), 'inputs');
  const updated = await host.configuration.updateInputs({ flake, lock }, choice, { scratch, signal });
  if (!updated.ok) return updated;
  if (updated.value === undefined) return ok(computed);
  const { text, changes } = updated.value;
  await host.files.makePrivate(runDirectory(context));
  await host.files.write(keptLock(context), text);
  return ok({ ...withLock(computed, at.value, lock, text), inputs: changes });
}

/** The same change again, with the lock file that the plan has found. */
export async function keptInputs(
  context: StepContext,
  computed: ComputedChange,
  plan: PlanData,
): Promise<ComputedChange> {
  if (plan.inputs === undefined) return computed;
  const text = await context.host.files.readText(keptLock(context));
  if (text === undefined) return computed;
  const at = await realPath(context, LOCK);
  return withLock(computed, at.ok ? at.value : LOCK, await readLive(context, LOCK), text);
}

function withLock(
  computed: ComputedChange,
  path: string,
  before: string | undefined,
  after: string,
): ComputedChange {
  const content: NewContent = new Map([...computed.content, [path, after]]);
  const file: FileChange = {
    path,
    before: before === undefined ? null : hashBytes(before),
    after: hashBytes(after),
    diff: renderTextDiff(path, before ?? null, after),
  };
  return { content, files: [...computed.files, file] };
}

async function readLive({ host }: StepContext, path: string): Promise<string | undefined> {
  return host.files.readText(join(host.place.configuration, path));
}

function runDirectory({ host, state }: StepContext): string {
  return join(host.place.state, 'runs', state.run);
}

function keptLock(context: StepContext): string {
  return join(runDirectory(context), LOCK);
}

function noFlake(): Finding {
  return {
    code: 'INP006',
    severity: 'error',
    message:
      'this host is built from channels, and only flake inputs can be updated as part of a change; nothing was changed',
    fix: 'update by hand (nix-channel --update) and run this without its inputs step, or move to a flake',
  };
}
