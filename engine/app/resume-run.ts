import type { Principal } from '../model/principal.ts';
import type { RunResult } from '../run/play/conduct.ts';
import { startResume } from '../run/play/resume.ts';
import { begin, type Act } from './act.ts';
import { withRunDeps, type AppDeps, type Control } from './deps.ts';

/**
 * Goes on with the run whose engine died, to one of its ends.
 *
 * Findings: RUN006 no run was interrupted, HOST005, RUN001, RUN007.
 */
export function resumeRun(deps: AppDeps, principal: Principal, input: Control): Act<RunResult> {
  return begin(deps.redact, async (events) =>
    withRunDeps(deps, principal, input, events, startResume, 'recover'),
  );
}
