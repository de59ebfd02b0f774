import { foldRun, waitsForApproval, type RunState } from '../../journal/fold.ts';
import { say, type StepMessage } from '../../model/step-message.ts';
import { closeRun } from './end-run.ts';
import type { RunDeps, RunResult } from '../deps.ts';

/** Runs of a host that wait for an approval, oldest first. */
export function waitingRuns({ journal }: Pick<RunDeps, 'journal'>): readonly RunState[] {
  return journal
    .unfinished()
    .flatMap((run) => foldRun(journal.events(run)) ?? [])
    .filter(waitsForApproval);
}

/** Whether nobody approved it in time. */
export function isOverdue({ waiting }: RunState, now: Date): boolean {
  return waiting !== undefined && waiting.expires <= now.toISOString();
}

/** Ends runs that nobody approved in time. The caller holds the host's lock. */
export async function closeOverdue(deps: RunDeps): Promise<void> {
  for (const state of waitingRuns(deps)) {
    if (!isOverdue(state, deps.host.clock.now())) continue;
    const { waiting } = state;
    await closeWaiting(
      deps,
      state,
      say('end.unapproved', waiting === undefined ? {} : { expires: waiting.expires }),
    );
  }
}

/** Ends a run that waits for an approval: nothing was changed. */
export async function closeWaiting(deps: RunDeps, state: RunState, said: StepMessage): Promise<RunResult> {
  return closeRun(deps, state, 'rejected', said);
}
