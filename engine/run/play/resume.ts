import { restorePinned } from '../../check/check-runbook.ts';
import { foldRun } from '../../journal/fold.ts';
import { failed, ok, type Result } from '../../model/finding.ts';
import { conductResume, type RunResult, type RunDeps } from './conduct.ts';
import { checkJournal } from './recover.ts';
import { withHost } from './start.ts';

/**
 * Goes on with the run whose engine died, to one of its ends. Unlike a new run's start it also takes up a run that had
 * not touched the host yet.
 *
 * Findings: RUN006 no run was interrupted.
 */
export async function startResume(deps: RunDeps): Promise<Result<RunResult>> {
  const [run] = deps.journal.unfinished();
  if (run === undefined) {
    return failed({
      code: 'RUN006',
      severity: 'error',
      message: 'no run of this host was interrupted',
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

function startedMeanwhile(run: string): Result<never> {
  return failed({
    code: 'RUN006',
    severity: 'error',
    message: `run ${run} has ended meanwhile`,
    fix: `nixos-ai show ${run}`,
  });
}
