import { ok, type Result } from '../../model/finding.ts';
import type { Installation } from '../../model/installation.ts';
import { assertNever } from '../../model/outcome.ts';
import type { FileChange } from '../../model/plan.ts';
import type { Edit } from '../../model/options/value.ts';
import { applyEdits, type SeenBy } from '../../nix/edit.ts';
import { changeInstallation } from '../../nix/install/install.ts';
import { linkedNames } from '../../nix/paths.ts';
import type { StepContext } from '../context.ts';
import { describeFile, readLive, type ComputedChange } from './file-change.ts';
import { computeRestore } from './restore.ts';
import { atRealPlaces } from './real-files.ts';

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
      return computeRestore(context, change);
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
  const placed = await atRealPlaces(context, changed.value);
  if (!placed.ok) return placed;
  const files: FileChange[] = [];
  for (const [path, text] of placed.value) {
    const live = await readLive(context, path);
    files.push(describeFile(context, path, live, text, linkedNames(path, configuration)));
  }
  return ok({ content: placed.value, files: files.filter(({ before, after }) => before !== after) });
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
  const placed = await atRealPlaces(context, edited.value.files);
  if (!placed.ok) return placed;
  const files = [...placed.value].map(([path, text]): FileChange => {
    const sharedWith = edited.value.shared.get(path);
    const before = configuration.files.get(path) ?? null;
    const file = describeFile(context, path, before, text, linkedNames(path, configuration));
    return sharedWith === undefined ? file : { ...file, sharedWith };
  });
  return ok({ content: placed.value, files }, edited.findings);
}
