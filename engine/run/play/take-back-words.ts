import { foldRun, waitsForApproval, type RunState } from '../../journal/fold.ts';
import { isTakingBack, type LiveRun } from '../../journal/live-runs.ts';
import { readLooking } from '../../journal/queue.ts';
import { failed, ok, type Finding, type Result } from '../../model/finding.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { RunDeps } from '../deps.ts';
import { findRunState, noSuchRun } from './find-run.ts';
import { hasChanged, interruptedRuns } from './recover.ts';

/**
 * The run that is meant: by its name; without one, a run that was interrupted, else the last verified one that is still
 * there. One that needs a person is taken back by its name alone.
 */
export function findTarget(
  deps: RunDeps,
  named: string | undefined,
  live: readonly LiveRun[],
): Result<RunState> {
  const found = named === undefined ? findLast(deps, live) : findRunState(deps.journal, named);
  if (!found.ok || found.value.ended !== undefined) return found;
  const { run } = found.value;
  if (waitsForApproval(found.value))
    return failed({
      ...nothingToTakeBack(run, 'it waits for an approval, and has changed nothing'),
      fix: `nixos-ai stop ${run} gives it up`,
    });
  return readLooking(deps.host.place.state).some((one) => one.run === run)
    ? failed(nothingToTakeBack(run, 'it is a preview that is being made'))
    : found;
}

function findLast(deps: RunDeps, live: readonly LiveRun[]): Result<RunState> {
  const open = interruptedRuns(deps).findLast((run) => hasChanged(deps, run));
  const last = live.findLast((one) => one.outcome === 'verified' && !isTakingBack(one))?.run;
  const run = open ?? last;
  const state = run === undefined ? undefined : foldRun(deps.journal.events(run));
  return state === undefined ? failed(noSuchRun(undefined)) : ok(state);
}

/** The runbook of a rollback says only whose change it takes back. */
export function restoreRunbook(run: string, started: RunState['started']): Runbook {
  return {
    name: `rollback-of-${run}`,
    version: 1,
    description: `Undo run ${run} (${started.request ?? started.runbook}).`,
    origin: 'user',
    parameters: [],
    steps: [],
    file: 'rollback',
    text: '',
  };
}

/** What of a run would be undone, for who is asked. */
export function tellChange({ mutations }: RunState): string {
  const did = new Set(mutations.map(({ mutation }) => mutation));
  const parts = [
    ...(did.has('files') ? ['files'] : []),
    ...(did.has('activation') ? ['running system'] : []),
    ...(did.has('profile') ? ['boot entry'] : []),
    ...(did.has('command') || did.has('kept') ? ['the undo of its steps'] : []),
  ];
  return parts.length === 0 ? 'nothing that can be undone' : parts.join(', ');
}

/** RUN005. */
export function nothingToTakeBack(run: string, why: string): Finding {
  return {
    code: 'RUN005',
    severity: 'error',
    message: `run ${run} has nothing to undo: ${why}`,
    fix: '`nixos-ai history` shows which runs changed this host',
  };
}
