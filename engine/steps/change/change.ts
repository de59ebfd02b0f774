import { join } from 'node:path';
import { hashBytes } from '../../model/hash.ts';
import type { NewContent } from '../../model/host/snapshots.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import { assertNever } from '../../model/outcome.ts';
import type { FileChange } from '../../model/plan.ts';
import type { Edit } from '../../model/options/value.ts';
import { applyEdits, type SeenBy } from '../../nix/edit.ts';
import { changeInstallation } from '../../nix/install/install.ts';
import { renderTextDiff } from '../../report/text/text-diff.ts';
import { required, type StepContext } from '../context.ts';

/** The new content of every file a plan changes, and the same as data for the journal. */
export interface ComputedChange {
  readonly content: NewContent;
  readonly files: readonly FileChange[];
}

/** The files that a run changes. `edits` are those that were planned: not all that were asked for, where some hold. */
export async function computeChange(
  context: StepContext,
  edits: readonly Edit[],
): Promise<Result<ComputedChange>> {
  const { change } = context.checked;
  switch (change.kind) {
    case 'edits':
      return computeEdits(context, edits, 'evaluation');
    case 'restore':
      return computeRestore(context, change.run);
    case 'as-it-is':
      return ok({ content: new Map(), files: [] });
    case 'installation':
      return computeInstallation(context, change.installation);
    default:
      return assertNever(change);
  }
}

/** The files that our own module takes to get into the configuration, or out of it. */
async function computeInstallation(
  context: StepContext,
  installation: Installation,
): Promise<Result<ComputedChange>> {
  const configuration = await context.host.configuration.read();
  const changed = changeInstallation(configuration, context.host.place, installation);
  if (!changed.ok) return changed;
  const outside = await pathsOutside(context, [...changed.value.keys()]);
  if (outside.length > 0) return failed(...outside);
  const files: FileChange[] = [];
  for (const [path, text] of changed.value) {
    const live = await readLive(context, path);
    files.push(describe(context, path, live, text));
  }
  return ok({ content: changed.value, files: files.filter(({ before, after }) => before !== after) });
}

/**
 * The files that some edits change, computed from the live tree in memory. Nothing is touched.
 *
 * @param seenBy - What says of items that are computed whether they are in a list.
 */
export async function computeEdits(
  context: StepContext,
  edits: readonly Edit[],
  seenBy: SeenBy,
): Promise<Result<ComputedChange>> {
  const configuration = await context.host.configuration.read();
  const edited = applyEdits(configuration, edits, undefined, seenBy);
  if (!edited.ok) return edited;
  const outside = await pathsOutside(context, [...edited.value.files.keys()]);
  if (outside.length > 0) return failed(...outside);
  const files = [...edited.value.files].map(([path, text]) =>
    describe(context, path, configuration.files.get(path) ?? null, text),
  );
  return ok({ content: edited.value.files, files }, edited.findings);
}

/**
 * The files that take a run back: each as it was before, where it still is what that run made of it. RB… findings name
 * what has changed since.
 */
export async function computeRestore(context: StepContext, run: string): Promise<Result<ComputedChange>> {
  const other = required(context.otherRun(run), `run ${run}`);
  const snapshot = required(other.snapshot, 'snapshot');
  const content = new Map<string, string | null>();
  const files: FileChange[] = [];
  const conflicts: Finding[] = [];
  for (const file of other.plan?.files ?? []) {
    const live = await readLive(context, file.path);
    const now = live === null ? null : hashBytes(live);
    if (now === file.before) continue;
    if (now !== file.after) {
      conflicts.push(changedSince(file.path, run));
      continue;
    }
    const before =
      file.before === null ? null : ((await context.host.snapshots.read(snapshot.commit, file.path)) ?? null);
    content.set(file.path, before);
    files.push(describe(context, file.path, live, before));
  }
  return conflicts.length > 0 ? failed(...conflicts) : ok({ content, files });
}

function describe(
  context: StepContext,
  path: string,
  before: string | null,
  after: string | null,
): FileChange {
  context.learnSecrets([before, after].filter((text) => text !== null));
  return {
    path,
    before: before === null ? null : hashBytes(before),
    after: after === null ? null : hashBytes(after),
    diff: renderTextDiff(path, before, after),
  };
}

async function readLive({ host }: StepContext, path: string): Promise<string | null> {
  return (await host.files.readText(join(host.place.configuration, path))) ?? null;
}

async function pathsOutside(context: StepContext, paths: readonly string[]): Promise<Finding[]> {
  const inside = await Promise.all(
    paths.map(async (path) => ({ path, inside: await context.host.configuration.isInside(path) })),
  );
  return inside.filter((file) => !file.inside).map(({ path }) => outsideFinding(context, path));
}

/** HOST004. */
export function outsideFinding({ host }: StepContext, path: string): Finding {
  return {
    code: 'HOST004',
    severity: 'error',
    message: `${path} leads out of the configuration directory ${host.place.configuration} through a symbolic link`,
    fix: 'move the file into the configuration directory, or change the option there by hand',
  };
}

function changedSince(path: string, run: string): Finding {
  return {
    code: 'RUN003',
    severity: 'error',
    message: `${path} was changed after run ${run}, so restoring its old content would lose that change`,
    fix: 'roll back the later runs first (`nixos-ai history`), or undo the change by hand',
  };
}
