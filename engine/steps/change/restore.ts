import { hashBytes } from '../../model/hash.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Change } from '../../model/pinned.ts';
import type { FileChange } from '../../model/plan.ts';
import type { RunState } from '../../journal/fold.ts';
import { required, type StepContext } from '../context.ts';
import { describeFile, readLive, type ComputedChange } from './file-change.ts';
import { realPath } from './real-files.ts';

export type RestoreChange = Extract<Change, { kind: 'restore' }>;

/**
 * The files that take a run back, and those that came after it with it: each as it was before the first of them wrote it,
 * where it still is what one of them knew. RUN003 names what somebody else has changed since.
 */
export async function computeRestore(
  context: StepContext,
  change: RestoreChange,
): Promise<Result<ComputedChange>> {
  const runs = restoredRuns(context, change);
  const content = new Map<string, string | null>();
  const files: FileChange[] = [];
  const conflicts: Finding[] = [];
  for (const [path, known] of knownContents(runs)) {
    const at = await realPath(context, path);
    if (!at.ok) {
      conflicts.push(...at.findings);
      continue;
    }
    const live = await readLive(context, path);
    const now = live === null ? null : hashBytes(live);
    if (now === known.before) continue;
    if (known.between || !known.hashes.has(now)) {
      conflicts.push(changedSince(path, change.run));
      continue;
    }
    const commit = required(known.by.snapshot, 'snapshot').commit;
    const before = known.before === null ? null : ((await context.host.snapshots.read(commit, path)) ?? null);
    content.set(at.value, before);
    files.push(describeFile(context, at.value, live, before));
  }
  return conflicts.length > 0 ? failed(...conflicts) : ok({ content, files });
}

/** What goes with a run that is taken back and no preview of files shows. */
export function restoreWarnings(context: StepContext, change: RestoreChange): readonly string[] {
  const [run, ...later] = restoredRuns(context, change);
  const plan = required(context.state.plan, 'plan');
  const last = later.at(-1) ?? run;
  const made = last?.build?.outPath;
  const foreign =
    made !== undefined && plan.before.running !== made && plan.before.running !== plan.target
      ? [`what runs is not what run ${last?.run} made: somebody has switched since, and that goes, too`]
      : [];
  return [...later.map(tellGoesToo), ...foreign];
}

function tellGoesToo({ run, started, ended, plan }: RunState): string {
  const what = started.request ?? started.runbook;
  const files = plan?.files.length === 0 ? '; the files that it applied stay as they are' : '';
  return `run ${run} (${what}), which ended ${ended?.outcome ?? '?'}, is undone with it${files}`;
}

/** The run, then those that go with it, in their order. */
function restoredRuns({ otherRun }: StepContext, { run, later = [] }: RestoreChange): readonly RunState[] {
  return [run, ...later].map((name) => required(otherRun(name), `run ${name}`));
}

interface KnownContents {
  /** Who wrote it first: as it was before that one it is to be again. */
  readonly by: RunState;
  readonly before: string | null;
  /** What it was before and after each of them. */
  readonly hashes: Set<string | null>;
  /** Somebody else wrote it between two of them. */
  readonly between: boolean;
}

function knownContents(runs: readonly RunState[]): ReadonlyMap<string, KnownContents> {
  const known = new Map<string, KnownContents>();
  for (const by of runs)
    for (const { path, before, after } of by.plan?.files ?? []) {
      const first = known.get(path) ?? { by, before, hashes: new Set([before]), between: false };
      const between = first.between || !first.hashes.has(before);
      first.hashes.add(before).add(after);
      known.set(path, { ...first, between });
    }
  return known;
}

function changedSince(path: string, run: string): Finding {
  return {
    code: 'RUN003',
    severity: 'error',
    message: `${path} was changed after run ${run}, so restoring its old content would lose that change`,
    fix: 'roll back the later runs first (`nixos-ai history`), or undo the change by hand',
  };
}
