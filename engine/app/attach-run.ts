import type { Principal } from '../model/principal.ts';
import type { RunResult } from '../run/play/conduct.ts';
import { followRun } from '../run/play/follow.ts';
import { begin, type Act } from './act.ts';
import { withRunDeps, type AppDeps } from './deps.ts';
import type { NamedRunInput } from './stop-run.ts';

/**
 * Tells a run that another process began, from its first event to its end, and ends as it does. To abort it leaves the run
 * alone.
 *
 * Findings: RUN004 no such run, RUN010 its engine died, or it was left, HOST005.
 */
export function attachRun(deps: AppDeps, principal: Principal, input: NamedRunInput): Act<RunResult> {
  return begin(deps.redact, async (events) =>
    withRunDeps(deps, principal, input, events, async (run) => followRun(run, input.run)),
  );
}
