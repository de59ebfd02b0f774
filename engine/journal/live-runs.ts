import type { RunSummary } from './journal.ts';

/** A run whose change is part of what the host is now. */
export interface LiveRun extends RunSummary {
  readonly outcome: 'verified' | 'needs-human';
  /** What it has taken back: taking it back in turn brings these again. */
  readonly replaced: readonly LiveRun[];
}

/**
 * Runs → those whose change is still there, in the order in which one lies on the other. A rollback that was verified
 * takes the run that it is of away, and with it all that came after that one.
 *
 * @param runs - Newest first, as the journal gives them.
 * @param hasChanged - Whether a run that needs a person had written the configuration or changed the system.
 * @example
 * liveRuns(journal.runs(), hasChanged).at(-1)   // what a rollback would take back first
 */
export function liveRuns(
  runs: readonly RunSummary[],
  hasChanged: (run: string) => boolean,
): readonly LiveRun[] {
  return runs.toReversed().reduce<readonly LiveRun[]>((below, summary) => {
    const outcome = summary.ended?.outcome;
    if (summary.started.mode === 'plan' || (outcome !== 'verified' && outcome !== 'needs-human'))
      return below;
    const changed = outcome === 'verified' ? changesConfiguration(summary) : hasChanged(summary.run);
    if (!changed) return below;
    const { of } = summary.started;
    const at = of === undefined || outcome !== 'verified' ? -1 : below.findIndex(({ run }) => run === of);
    if (at === -1) return [...below, { ...summary, outcome, replaced: [] }];
    const replaced = below.slice(at);
    return [...below.slice(0, at), ...(replaced[0]?.replaced ?? []), { ...summary, outcome, replaced }];
  }, []);
}

/** Whether it only took another one back: of that no more is there than was before. */
export function isTakingBack({ started, outcome }: LiveRun): boolean {
  return started.of !== undefined && outcome === 'verified';
}

/** A verified run that only ran commands, or collected garbage, has no system of before that a rollback could bring. */
export function changesConfiguration({ started }: Pick<RunSummary, 'started'>): boolean {
  return started.compiled.graph.nodes.some(({ kind }) => kind === 'edit');
}
