import { foldRun, waitsForApproval, type RunState } from '../../journal/fold.ts';
import { nameOfPrincipal, type Principal } from '../../model/principal.ts';
import { endRun } from './end-run.ts';
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
    await closeWaiting(
      deps,
      state,
      `nobody approved it before ${state.waiting?.expires ?? 'its time was up'}`,
    );
  }
}

/** Ends a run that waits for an approval: nothing was changed. */
export async function closeWaiting(deps: RunDeps, state: RunState, why: string): Promise<RunResult> {
  return endRun(deps.host, { outcome: 'rejected', message: why, state, redact: deps.redact }, (body) =>
    deps.onEvent(deps.journal.append(state.run, body)),
  );
}

/** What is written of a run that somebody stopped while it waited. */
export function stoppedBy(by: Principal): string {
  return `stopped by ${nameOfPrincipal(by)} while it waited for an approval`;
}
