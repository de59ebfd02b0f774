import { restorePinned } from '../../check/check-runbook.ts';
import { foldRun, waitsForApproval } from '../../journal/fold.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { conductResume, type RunResult, type RunDeps } from './conduct.ts';
import { withHost } from './hold-host.ts';
import { checkJournal, interruptedRuns } from './recover.ts';

/**
 * Goes on with the run whose engine died, to one of its ends. Unlike a new run's start it also takes up a run that had
 * not touched the host yet.
 *
 * Findings: RUN006 no run was interrupted.
 */
export async function startResume(deps: RunDeps): Promise<Result<RunResult>> {
  const [run] = interruptedRuns(deps);
  if (run === undefined) {
    return failed({
      code: 'RUN006',
      severity: 'error',
      message: 'no run on this host was interrupted',
      fix: '`nixos-ai history` lists its runs',
    });
  }
  return withHost(deps, run, async () => {
    const altered = checkJournal(deps, run);
    if (altered !== undefined) return failed(altered);
    const state = foldRun(deps.journal.events(run));
    if (state === undefined || state.ended !== undefined) return startedMeanwhile(run);
    return ok(await conductResume(deps, restorePinned(state.started.compiled), run));
  });
}

/**
 * Goes on with a run that waits for an approval, now that there is one. While another run holds the host it waits its turn.
 *
 * Findings: RUN006 it has ended meanwhile, RUN007 the journal was altered.
 */
export async function resumeWaiting(deps: RunDeps, run: string): Promise<Result<RunResult>> {
  return withHost({ ...deps, wait: deps.wait ?? {} }, run, async () => {
    const altered = checkJournal(deps, run);
    if (altered !== undefined) return failed(altered);
    const state = foldRun(deps.journal.events(run));
    if (state === undefined || !waitsForApproval(state)) return startedMeanwhile(run);
    return ok(await conductResume(deps, restorePinned(state.started.compiled), run));
  });
}

function startedMeanwhile(run: string): Result<never> {
  return failed({
    code: 'RUN006',
    severity: 'error',
    message: `run ${run} has already ended`,
    fix: `nixos-ai show ${run}`,
  });
}
